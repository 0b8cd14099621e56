import { Refusal } from '#event-sourcing/decider';
import type { LevelOfAssurance } from '../domain/means';
import {
  editableAttributes,
  hasLinkedIdCard,
  type AttributeName,
  type Attribute,
  type EditableAttribute,
  type Profile,
} from '../domain/profile';

/** What a person wants changed: a value, or `null` to remove one. What is absent stays. */
export type ProfileChange = { readonly language?: 'de' | 'en' } & {
  readonly [Name in EditableAttribute]?: string | null;
};

/** What a change depends on beside the profile. */
export interface ChangeConditions {
  /** Of the session that it is made in. */
  readonly levelOfAssurance: LevelOfAssurance;
  /** The city wants the ID card once more for a profile that one is linked with (R15 H12). */
  readonly eidForProfileChanges: boolean;
}

/**
 * The profile after a change by the person. A profile is no stream: it is personal data, which is replaced and erased.
 * @throws Refusal `attribute-not-editable` naming what the person may not edit, because it was not typed by the person (R23);
 *   `eid-required-for-change`
 */
export function changeProfile(
  profile: Profile,
  change: ProfileChange,
  { levelOfAssurance, eidForProfileChanges }: ChangeConditions,
): Profile {
  const changed = editableAttributes.filter((name) => change[name] !== undefined);
  const refused = changed.filter((name) => !isEditable(name, profile.attributes[name]));
  if (refused.length > 0) throw new Refusal('attribute-not-editable', { attributes: refused });
  const wantsIdCard = eidForProfileChanges && changed.length > 0 && hasLinkedIdCard(profile);
  if (wantsIdCard && levelOfAssurance !== 'high') throw new Refusal('eid-required-for-change');
  const attributes: Partial<Record<AttributeName, Attribute>> = { ...profile.attributes };
  for (const name of changed) {
    const value = change[name];
    if (value == null || value === '') delete attributes[name];
    else attributes[name] = { value, source: 'self' };
  }
  return { language: change.language ?? profile.language, attributes };
}

/** The phone number is the person's own, whoever told one first (D19b). */
function isEditable(name: EditableAttribute, known: Attribute | undefined): boolean {
  return name === 'phone' || known === undefined || known.source === 'self';
}
