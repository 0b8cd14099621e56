import type { LevelOfAssurance } from './means';

/**
 * What is known about a person. Every value says where it comes from, because a value out of an identity proof is never
 * edited by hand (R12, R15, R23), and a value somebody typed is not verified.
 */

/** Contact data and further entries that a person may keep up to date in the profile (R23). */
export const editableAttributes = [
  'phone',
  'salutation',
  'title',
  'givenName',
  'familyName',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'dateOfBirth',
] as const;
export type EditableAttribute = (typeof editableAttributes)[number];

/**
 * What only an identity proof tells (R11, D19b). `pseudonym` is a religious or stage name; `nationality`, `documentType` and
 * `country` are codes as the proof gives them.
 */
export const provenAttributes = [
  'birthName',
  'placeOfBirth',
  'nationality',
  'documentType',
  'issuingCountry',
  'pseudonym',
  'gender',
  'country',
] as const;
export type ProvenAttribute = (typeof provenAttributes)[number];

/** `email` is the address that a person signs in with or that a proof told; `name` is what the staff directory says. */
export type AttributeName = EditableAttribute | ProvenAttribute | 'email' | 'name';

/** `self`: typed by the person. `confirmed`: proven by a link. `official`: from an identity proof or the staff directory. */
export type AttributeSource = 'self' | 'confirmed' | 'official';

export interface Attribute {
  readonly value: string;
  readonly source: AttributeSource;
  /** How far this one value is proven: in a sign-in with the ID card the mail address is still only `low` (bundid.md). */
  readonly level?: LevelOfAssurance;
  /**
   * When it was told, UTC, ISO 8601.
   * @format date-time
   */
  readonly at?: string;
}

export type Attributes = Readonly<Partial<Record<AttributeName, Attribute>>>;

export interface Profile {
  /** The language of the mails to this person. */
  readonly language: 'de' | 'en';
  readonly attributes: Attributes;
}

/**
 * The profile after a proof: what it tells replaces what was known, whatever that came from; what it does not tell stays
 * (R15, law 10). The language is the person's choice.
 */
export function refreshed(profile: Profile, proven: Attributes): Profile {
  return { ...profile, attributes: { ...profile.attributes, ...proven } };
}
