import { meansLevels, type Means } from '#configuration';
import { lower, reaches, type LevelOfAssurance } from '../../domain/means';
import type { Attribute, AttributeName, Attributes, AttributeSource } from '../../domain/profile';
import type { KnownBy, Proof } from '../../domain/proof';
import type { SamlMethod, SamlProvider } from '../../providers';
import type { Assertion, ToldAttribute } from './assertion';
import { meansByWord, nameIdFormats, oids } from './names';
import { streetAddress } from './postal-address';
import { RefusedResponse } from './refused-response';

/** Who says it, and how far they are believed. */
export type Source = Pick<SamlProvider, 'entityId' | 'dialect' | 'levels'> & { readonly method: SamlMethod };

/** What is known beside the assertion. */
export interface Circumstances {
  readonly language: 'de' | 'en';
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** `akdb:TrustLevel` of an attribute. The lowest is what a person typed at BundID: nobody looked at it. */
const trustLevels: ReadonlyMap<string, LevelOfAssurance> = new Map([
  ['UNTERGEORDNET', 'none'],
  ['NORMAL', 'low'],
  ['SUBSTANTIELL', 'substantial'],
  ['HOCH', 'high'],
]);

/** Attributes that are taken over as they are. */
const plain = {
  [oids.givenName]: 'givenName',
  [oids.surname]: 'familyName',
  [oids.mail]: 'email',
  [oids.postalCode]: 'postcode',
  [oids.localityName]: 'city',
  [oids.country]: 'country',
  [oids.personalTitle]: 'title',
  [oids.gender]: 'gender',
  [oids.placeOfBirth]: 'placeOfBirth',
  [oids.birthName]: 'birthName',
  [oids.nationality]: 'nationality',
  [oids.documentType]: 'documentType',
  [oids.pseudonym]: 'pseudonym',
  [oids.eidasIssuingCountry]: 'issuingCountry',
} as const satisfies Record<string, AttributeName>;

/** How somebody is addressed, by the code of the gender (6): 0 and 9 say nothing about it. */
const salutations: ReadonlyMap<string, string> = new Map([
  ['1', 'Herr'],
  ['2', 'Frau'],
]);

/**
 * What an assertion proves: whose account it is, at which level, and which attributes with a level of their own (bundid.md).
 * @throws RefusedResponse when it names two persons
 */
export function provenBy(assertion: Assertion, source: Source, circumstances: Circumstances): Proof {
  const told = new ToldAttributes(assertion.attributes);
  const means = meansByWord.get(told.value(oids.assertionProvedBy)?.toLowerCase() ?? '');
  const levelOfAssurance = levelOf(assertion.authnContext, means, source);
  const knownBy = keyOf(assertion, told, source);
  const { language, at } = circumstances;
  return {
    kind: 'citizen',
    ...(knownBy && { knownBy }),
    profile: { language, attributes: attributesOf(told, levelOfAssurance, at) },
    method: source.method,
    ...(means && { means }),
    levelOfAssurance,
    roles: ['citizen'],
    offices: [],
  };
}

/** What the provider asserts, and never more than the means carries (D14 W12 R10d): one that says "high" of a password is not believed. */
export function levelOf(
  authnContext: string | undefined,
  means: Means | undefined,
  { levels }: Pick<Source, 'levels'>,
): LevelOfAssurance {
  const known = authnContext !== undefined && Object.hasOwn(levels, authnContext);
  const asserted = known ? (levels[authnContext] ?? 'none') : 'none';
  return means === undefined ? asserted : lower(asserted, meansLevels[means]);
}

/** bPK2, or the name that the provider gave the person for us; a name for one time only is nobody's. */
function keyOf(
  { nameId }: Assertion,
  told: ToldAttributes,
  { method, dialect, entityId }: Source,
): KnownBy | undefined {
  if (dialect === 'akdb') {
    const [bPK2, another] = told.distinct(oids.bPK2);
    if (another !== undefined) throw new RefusedResponse('malformed', 'the assertion names two persons');
    return bPK2 === undefined ? undefined : { purpose: method, value: bPK2 };
  }
  if (nameId?.format !== nameIdFormats.persistent) return undefined;
  return { purpose: method, value: `${entityId} ${nameId.value}` };
}

function attributesOf(told: ToldAttributes, ofSession: LevelOfAssurance, at: string): Attributes {
  const attributes: Partial<Record<AttributeName, Attribute>> = {};
  const tell = (name: AttributeName, oid: string, value: string | undefined): void => {
    if (value === undefined) return;
    const level = told.level(oid, ofSession);
    attributes[name] = { value, source: sourceOf(level), level, at };
  };
  for (const [oid, name] of Object.entries(plain)) tell(name, oid, told.value(oid));
  tell('salutation', oids.gender, salutations.get(told.value(oids.gender) ?? ''));
  tell('dateOfBirth', oids.birthdate, calendarDate(told.value(oids.birthdate)));
  const line = told.value(oids.postalAddress);
  if (line !== undefined) {
    const { street, houseNumber } = streetAddress(line, told.value(oids.country));
    tell('street', oids.postalAddress, street);
    tell('houseNumber', oids.postalAddress, houseNumber);
  }
  return attributes;
}

/** Only what was seen by somebody who vouches for it is official; a link of ours confirmed none of it. */
function sourceOf(level: LevelOfAssurance): AttributeSource {
  return reaches(level, 'substantial') ? 'official' : 'self';
}

function calendarDate(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(text) ? text : undefined;
}

/** The attributes by OID; one that is told twice counts with all its values. */
class ToldAttributes {
  constructor(private readonly all: readonly ToldAttribute[]) {}

  /** Names may come as several values: the person has all of them. */
  value(oid: string): string | undefined {
    const values = this.distinct(oid);
    const isName = oid === oids.givenName || oid === oids.surname;
    return isName ? values.join(' ') || undefined : values[0];
  }

  distinct(oid: string): readonly string[] {
    return [...new Set(this.of(oid).flatMap(({ values }) => values))];
  }

  /**
   * How far a value is proven: as it says itself, of several the lowest; where it says nothing, as the sign-in, but a mail
   * address never more than `low`: no provider looks at it as it looks at a name.
   */
  level(oid: string, ofSession: LevelOfAssurance): LevelOfAssurance {
    const levels = this.of(oid).map(({ trustLevel }) =>
      trustLevel === undefined ? ofSession : (trustLevels.get(trustLevel) ?? 'none'),
    );
    const level = levels.reduce(lower, 'high');
    return oid === oids.mail ? lower(level, 'low') : level;
  }

  private of(oid: string): readonly ToldAttribute[] {
    return this.all.filter((attribute) => attribute.oid === oid);
  }
}
