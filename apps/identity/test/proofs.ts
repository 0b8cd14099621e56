import type { LevelOfAssurance, Means } from '../src/domain/means';
import type { AttributeName, Attributes } from '../src/domain/profile';
import type { Proof } from '../src/domain/proof';

/** What a proof tells of somebody. */
export type Values = Readonly<Partial<Record<AttributeName, string>>>;

/** Anna, as BundID tells of her. */
export const anna: Values = {
  givenName: 'Anna',
  familyName: 'Muster',
  dateOfBirth: '1980-02-29',
  street: 'Burgplatz',
  houseNumber: '19',
  postcode: '47051',
  city: 'Duisburg',
};

/** What BundID has proven: official values at the level of the sign-in, and an address that its owner has typed there. */
export function bundIdProof(
  bpk: string,
  values: Values,
  {
    level = 'low',
    means = 'password',
    email,
  }: { level?: LevelOfAssurance; means?: Means; email?: string } = {},
): Proof {
  return {
    ...{ kind: 'citizen', method: 'bundid', means, levelOfAssurance: level, roles: ['citizen'], offices: [] },
    knownBy: { purpose: 'bundid', value: bpk },
    profile: { language: 'de', attributes: { ...officialAt(level, values), ...typed(email) } },
  };
}

/** The same of Servicekonto.NRW. */
export function servicekontoProof(subject: string, values: Values, email: string): Proof {
  return {
    ...{
      kind: 'citizen',
      method: 'servicekonto-nrw',
      levelOfAssurance: 'low',
      roles: ['citizen'],
      offices: [],
    },
    knownBy: { purpose: 'servicekonto-nrw', value: subject },
    profile: { language: 'de', attributes: { ...officialAt('low', values), ...typed(email) } },
  };
}

function officialAt(level: LevelOfAssurance, values: Values): Attributes {
  const at = '2026-11-20T08:00:00.000Z';
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    { value, source: 'official', level, at },
  ]);
  return Object.fromEntries(entries) as Attributes;
}

function typed(email: string | undefined): Attributes {
  return email === undefined ? {} : { email: { value: email, source: 'self', level: 'low' } };
}
