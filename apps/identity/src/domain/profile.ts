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

/** `email` is the address that a person signs in with; `name` is what the staff directory says. */
export type AttributeName = EditableAttribute | 'email' | 'name';

/** `self`: typed by the person. `confirmed`: proven by a link. `official`: from an identity proof or the staff directory. */
export type AttributeSource = 'self' | 'confirmed' | 'official';

export interface Attribute {
  readonly value: string;
  readonly source: AttributeSource;
}

export interface Profile {
  /** The language of the mails to this person. */
  readonly language: 'de' | 'en';
  readonly attributes: Readonly<Partial<Record<AttributeName, Attribute>>>;
}
