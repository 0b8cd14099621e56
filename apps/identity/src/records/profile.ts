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

/** What a person wants changed: a value, or `null` to remove one. What is absent stays. */
export type ProfileChange = { readonly language?: 'de' | 'en' } & {
  readonly [Name in EditableAttribute]?: string | null;
};

/** The attributes of a change that the person may not edit, because their value was not typed by the person. */
export function refusedAttributes(profile: Profile, change: ProfileChange): EditableAttribute[] {
  return editableAttributes.filter((name) => {
    const present = profile.attributes[name];
    return change[name] !== undefined && present !== undefined && present.source !== 'self';
  });
}

/** The profile after a change that nothing of is refused. */
export function changedProfile(profile: Profile, change: ProfileChange): Profile {
  const attributes: Partial<Record<AttributeName, Attribute>> = { ...profile.attributes };
  for (const name of editableAttributes) {
    const value = change[name];
    if (value === null || value === '') delete attributes[name];
    else if (value !== undefined) attributes[name] = { value, source: 'self' };
  }
  return { language: change.language ?? profile.language, attributes };
}
