import type { Acting } from '#commands';
import {
  asksProfile,
  isObject,
  pointerOf,
  profileFields,
  profileValues,
  valueAt,
  withProfileValues,
  type Form,
  type JsonObject,
  type ProfileField,
} from '#forms';
import { Problem } from '#http';
import type { LevelOfAssurance, Matter } from '../domain/application';
import { textOf, type KnownProfile } from './known-profile';

type Attributes = KnownProfile['attributes'];

/**
 * A field of a draft that holds official data: what a proof of identity says there stands there, and nobody types over it (R12,
 * R15, R23a).
 */
export interface OfficialField extends ProfileField {
  readonly pointer: string;
  readonly value: string;
  /** How far this one value is proven. */
  readonly level?: LevelOfAssurance;
  /**
   * When it was told, UTC.
   * @format date-time
   */
  readonly at?: string;
}

/** Official data that a draft held otherwise: it is taken over. */
export interface TakenOver extends OfficialField {
  /** Absent where nothing stood there. */
  readonly before?: string;
}

/** How to reach somebody is theirs to say, wherever it was told first (R23a). */
const contactData: readonly string[] = ['email', 'phone'];

/** Whether somebody applies for themselves: only then a form asks for what their own profile knows. */
export function isOwnMatter(
  { actingFor }: Pick<Acting, 'actingFor'>,
  { representation }: Pick<Matter, 'representation'>,
): boolean {
  return actingFor === undefined && representation === undefined;
}

/**
 * What identity knows of somebody who applies for themselves, as far as a form asks for it. Who acts for somebody else has nothing
 * to fill in of their own. Nobody waits for identity here: without its answer nothing is known, and submitting asks again.
 */
export async function ownAttributes(
  form: Form,
  acting: Pick<Acting, 'personId' | 'actingFor'>,
  matter: Pick<Matter, 'representation'>,
  profile: (personId: string) => Promise<KnownProfile>,
): Promise<Attributes> {
  if (!isOwnMatter(acting, matter) || !asksProfile(form)) return {};
  try {
    return (await profile(acting.personId)).attributes;
  } catch (error) {
    if (error instanceof Problem) return {};
    throw error;
  }
}

/** The fields of a form that hold official data of these attributes. */
export function officialFields(form: Form, attributes: Attributes): readonly OfficialField[] {
  return profileValues(form, (name) => {
    const { source } = detailsOf(attributes, name);
    return source === 'official' && !contactData.includes(name) ? textOf(attributes, name) : undefined;
  }).map((field) => {
    const { level, at } = detailsOf(attributes, field.attribute);
    return {
      ...field,
      pointer: pointerOf({ place: field.place, items: [] }),
      ...(level !== undefined && { level }),
      ...(at !== undefined && { at }),
    };
  });
}

/** The form of a draft with what is official in it, whatever was typed there. */
export function withOfficialData(form: JsonObject, official: readonly OfficialField[]): JsonObject {
  return withProfileValues(form, official);
}

/** The official fields that hold something else in this form. */
export function otherThanOfficial(
  form: JsonObject,
  official: readonly OfficialField[],
): readonly TakenOver[] {
  return official.flatMap((field) => {
    const before = valueAt({ place: field.place, items: [] }, form);
    if (before === field.value) return [];
    return [{ ...field, ...(typeof before === 'string' && before !== '' && { before }) }];
  });
}

/** Whether a merge patch says anything of a field that a profile can fill, or of what is around it. */
export function namesProfileField(form: Form, patch: unknown): boolean {
  return profileFields(form).some(({ place }) => {
    let value = patch;
    for (const name of place) {
      if (!isObject(value)) return value !== undefined;
      value = value[name];
    }
    return value !== undefined;
  });
}

function detailsOf(attributes: Attributes, name: string): Readonly<Partial<Omit<Detailed, 'value'>>> {
  const attribute = attributes[name];
  return isObject(attribute) ? (attribute as Partial<Detailed>) : {};
}

/** An attribute as identity tells it. */
interface Detailed {
  readonly value: string;
  readonly source: string;
  readonly level: LevelOfAssurance;
  readonly at: string;
}
