import { Refusal } from '#event-sourcing/decider';
import {
  editableAttributes,
  type AttributeName,
  type Attribute,
  type EditableAttribute,
  type Profile,
} from '../domain/profile';

/** What a person wants changed: a value, or `null` to remove one. What is absent stays. */
export type ProfileChange = { readonly language?: 'de' | 'en' } & {
  readonly [Name in EditableAttribute]?: string | null;
};

/**
 * The profile after a change by the person. A profile is no stream: it is personal data, which is replaced and erased.
 * @throws Refusal `attribute-not-editable` naming what the person may not edit, because it was not typed by the person (R23).
 */
export function changeProfile(profile: Profile, change: ProfileChange): Profile {
  const refused = editableAttributes.filter((name) => {
    const present = profile.attributes[name];
    return change[name] !== undefined && present !== undefined && present.source !== 'self';
  });
  if (refused.length > 0) throw new Refusal('attribute-not-editable', { attributes: refused });
  const attributes: Partial<Record<AttributeName, Attribute>> = { ...profile.attributes };
  for (const name of editableAttributes) {
    const value = change[name];
    if (value === null || value === '') delete attributes[name];
    else if (value !== undefined) attributes[name] = { value, source: 'self' };
  }
  return { language: change.language ?? profile.language, attributes };
}
