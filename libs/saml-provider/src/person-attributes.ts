import { createHash, randomUUID } from 'node:crypto';
import { oids, type AttributeName, type Means, type StorkLevel } from './names';
import type { Person, TechnicalAttribute } from './persons';
import type { Attribute } from './response';

/** How somebody signed in. */
export interface SignedIn {
  readonly person: Person;
  readonly means: Means;
  readonly level: StorkLevel;
}

/** What the chip, the certificate or the foreign state vouches for; the person wrote the rest themselves. */
const vouchedFor: Readonly<Record<Means, readonly AttributeName[]>> = (() => {
  const names = ['givenName', 'surname', 'birthdate'] as const;
  const address = ['postalAddress', 'postalCode', 'localityName', 'country'] as const;
  const chip = [
    ...names,
    ...address,
    ...(['personalTitle', 'pseudonym', 'birthName', 'placeOfBirth', 'nationality', 'documentType'] as const),
  ];
  return {
    Benutzername: [],
    Elster: [...names, ...address],
    eID: chip,
    'Smart-eID': chip,
    eIDAS: [...names, 'birthName', 'placeOfBirth'],
    FINK: [...names, ...address],
    Diia: names,
  };
})();

/** What only a chip knows. */
const onlyOnChips: readonly AttributeName[] = ['documentType'];

/** The interface description that is spoken. */
const interfaceVersion = '10.2.0';

/** Everything that BundID could tell a service provider (by its entityID) about a sign-in. */
export function attributesOf(signedIn: SignedIn, entityId: string): readonly Attribute[] {
  const { person, means, level } = signedIn;
  const isChip = means === 'eID' || means === 'Smart-eID';
  const ofPerson = entriesOf(person.attributes)
    .filter(([name]) => isChip || !onlyOnChips.includes(name))
    .map(([name, value]) => attribute(name, value, trustOf(name, means, level)));
  const technical = entriesOf(technicalAttributes(signedIn, entityId)).map(([name, value]) =>
    attribute(name, value, level),
  );
  return [...ofPerson, ...technical];
}

/** The same at an account that knows neither BundID's own attributes nor a level of each. */
export function plainAttributesOf({ person }: SignedIn): readonly Attribute[] {
  return entriesOf(person.attributes)
    .filter(([name]) => !onlyOnChips.includes(name))
    .map(([name, value]) => attribute(name, value));
}

/**
 * The id of a person at one service provider: stable, and no two of them can compare theirs. The host of the entityID feeds it,
 * so a service provider that changes its host loses everybody (7.2).
 */
export function bPK2(person: Person, entityId: string): string {
  return digest(`bPK2 ${person.user} ${new URL(entityId).hostname}`).toString('base64');
}

function technicalAttributes(
  { person, means }: SignedIn,
  entityId: string,
): Partial<Record<TechnicalAttribute, string>> {
  return {
    version: interfaceVersion,
    assertionProvedBy: means,
    applicationId: randomUUID(),
    mfa: String(means !== 'Benutzername'),
    ...(means === 'eIDAS' && person.issuingCountry && { eidasIssuingCountry: person.issuingCountry }),
    ...(!person.temporary && { bPK2: bPK2(person, entityId), legacyPostkorbHandle: mailboxHandle(person) }),
  };
}

/** A UUID, and no key of a person: it is the same for everybody who asks. */
function mailboxHandle({ user }: Person): string {
  const hex = digest(`mailbox ${user}`).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function trustOf(name: AttributeName, means: Means, level: StorkLevel): StorkLevel {
  if (vouchedFor[means].includes(name)) return level;
  if (name === 'mail') return level === 1 ? 1 : 2; // confirmed by a link, whatever the sign-in was
  return 1;
}

function attribute(name: AttributeName, value: string | null, trust?: StorkLevel): Attribute {
  return {
    name: oids[name],
    friendlyName: name,
    value: value?.normalize('NFC') ?? null,
    ...(trust && { trust }),
  };
}

function entriesOf<Name extends AttributeName, Value>(record: Partial<Record<Name, Value>>): [Name, Value][] {
  return Object.entries(record) as [Name, Value][];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
