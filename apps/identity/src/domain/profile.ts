import { reaches, type LevelOfAssurance, type SignInMethod } from './means';

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
  /** Which way in told it; what the person typed, and what a former version stored, has none. */
  readonly method?: SignInMethod;
}

export type Attributes = Readonly<Partial<Record<AttributeName, Attribute>>>;

export interface Profile {
  /** The language of the mails to this person. */
  readonly language: 'de' | 'en';
  readonly attributes: Attributes;
}

/** What a proof tells of a profile, and how far it can be believed. */
export interface Telling {
  readonly method: SignInMethod;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly profile: Pick<Profile, 'attributes'>;
}

/**
 * The profile after a proof (R15, D19b, law 10). What it tells replaces what was known, unless that was proven more strongly; what
 * the same way in told before, and no longer tells, goes. Language, own phone number and confirmed address are the person's.
 */
export function refreshed(profile: Profile, told: Telling): Profile {
  const { method, profile: news } = told;
  const standing = entriesOf(profile.attributes).filter(([name, known]) => {
    const replaced = news.attributes[name];
    return replaced === undefined ? !isTaken(name, known, told) : outlasts(name, known, replaced);
  });
  const names = new Set(standing.map(([name]) => name));
  const added = entriesOf(news.attributes)
    .filter(([name]) => !names.has(name))
    .map(([name, attribute]) => [name, asTold(name, attribute, method)]);
  return { ...profile, attributes: Object.fromEntries([...standing, ...added]) as Attributes };
}

/** The ways in that prove by a link that somebody reads the mail to an address. Elsewhere it is only claimed (bundid.md). */
const provingAddresses: readonly SignInMethod[] = ['email-link', 'local-account', 'guest'];

/** The address that a proof has proven; undefined where it only tells one, or none. */
export function provenAddress({ method, profile }: Telling): string | undefined {
  const { email } = profile.attributes;
  return email?.source === 'confirmed' && provingAddresses.includes(method) ? email.value : undefined;
}

/** Ways in whose people have told us themselves what is known of them: nothing of it comes anew with a sign-in, or goes without. */
const ownWays: readonly SignInMethod[] = ['email-link', 'local-account'];

function asTold(name: AttributeName, attribute: Attribute, method: SignInMethod): Attribute {
  if (ownWays.includes(method)) return attribute;
  // The directory of the staff tells the address that the city gave them.
  const isClaimed = name === 'email' && method !== 'oidc' && !provingAddresses.includes(method);
  return { ...attribute, ...(isClaimed && { source: 'self' }), method };
}

/**
 * What somebody is called: the name that the staff directory tells, given and family name, a religious or stage name, and else the
 * address by which alone a person is known. Undefined where nothing is.
 */
export function nameIn({ attributes }: Profile): string | undefined {
  const { name, givenName, familyName, pseudonym, email } = attributes;
  const own = [givenName?.value, familyName?.value].filter((part) => part !== undefined).join(' ');
  return name?.value ?? (own === '' ? (pseudonym?.value ?? email?.value) : own);
}

/** Whether a value was read from a chip: then an ID card is linked with the profile (R15 H12). */
export function hasLinkedIdCard({ attributes }: Profile): boolean {
  return Object.values(attributes).some(({ source, level }) => source === 'official' && level === 'high');
}

/** Whether a known value stays although a proof tells another. */
function outlasts(name: AttributeName, known: Attribute, told: Attribute): boolean {
  // Where mail goes and which number is called say nothing about who somebody is: both are the person's own.
  if (name === 'email') return known.source === 'confirmed';
  if (name === 'phone') return known.method === undefined && known.source === 'self';
  if (known.source !== 'official') return false;
  return told.source !== 'official' || !reaches(levelOf(told), levelOf(known));
}

/** Whether a value is gone that a proof does not tell: it came the same way, and no proof was stronger. */
function isTaken(name: AttributeName, known: Attribute, told: Telling): boolean {
  const isOwn = name === 'email' && known.source === 'confirmed';
  return !isOwn && known.method === told.method && reaches(told.levelOfAssurance, levelOf(known));
}

function levelOf({ level = 'none' }: Attribute): LevelOfAssurance {
  return level;
}

function entriesOf(attributes: Attributes): [AttributeName, Attribute][] {
  return Object.entries(attributes) as [AttributeName, Attribute][];
}
