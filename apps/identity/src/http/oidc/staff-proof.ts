import type { StaffSettings } from '#configuration';
import { Problem } from '#http';
import type { Role } from '../../domain/account';
import type { AttributeName, Attributes } from '../../domain/profile';
import type { Proof } from '../../domain/proof';
import { normalisedAddress } from '../email-link/address';
import { lineOf, valuesOf } from './claims';
import type { Claims } from './open-id-provider';

const staffRoles = [
  'caseworker',
  'head-of-office',
  'treasury',
  'auditor',
  'operator',
] as const satisfies readonly Role[];
type StaffRole = (typeof staffRoles)[number];

/** A city, as far as it matters who works for it. */
export interface StaffedCity {
  readonly key: string;
  /** The keys of its offices; others do not exist here. */
  readonly offices: readonly string[];
  readonly staff: StaffSettings;
}

/** The names of the claims that say who works for a city, and as what. */
export function wantedClaims({ staff }: StaffedCity): readonly string[] {
  const { belongs, roles, offices } = staff;
  return [belongs?.claim ?? 'tenant', roles?.claim ?? 'roles', offices?.claim ?? 'offices'];
}

/**
 * What the city's directory says about one of its staff; who may do what is told by the directory, never by us. Its words are
 * translated as the city's file says (`staff`).
 * @throws Problem `not-staff-here` for somebody of another city, `no-role-here` for somebody without any role that we know
 */
export function provenBy(claims: Claims, city: StaffedCity): Proof {
  const { belongs, roles, offices } = city.staff;
  if (!valuesOf(claims, belongs?.claim ?? 'tenant').includes(belongs?.value ?? city.key)) {
    throw new Problem('not-staff-here');
  }
  const [first, ...others] = translated(valuesOf(claims, roles?.claim ?? 'roles'), roles?.values).filter(
    isStaffRole,
  );
  if (first === undefined) throw new Problem('no-role-here');
  const authenticatedAt = timeOf(claims['auth_time']);
  const { sid } = claims;
  return {
    kind: 'staff',
    knownBy: { purpose: 'staff-subject', value: `${claims.iss} ${claims.sub}` },
    profile: { language: 'de', attributes: attributesIn(claims) },
    method: 'oidc',
    levelOfAssurance: 'none', // levels are about citizens; what staff may do follows from their roles
    roles: [first, ...others],
    offices: translated(valuesOf(claims, offices?.claim ?? 'offices'), offices?.values).filter((office) =>
      city.offices.includes(office),
    ),
    ...(authenticatedAt !== undefined && { authenticatedAt }),
    ...(typeof sid === 'string' && { providerSession: `${claims.iss} ${sid}` }),
  };
}

/** Who it is; by names and date of birth somebody is recognised who is an applicant, too (§ 20 VwVfG). */
function attributesIn(claims: Claims): Attributes {
  const { birthdate, email } = claims;
  const told: Partial<Record<AttributeName, string | undefined>> = {
    name: lineOf(claims['name']),
    givenName: lineOf(claims['given_name']),
    familyName: lineOf(claims['family_name']),
    dateOfBirth: typeof birthdate === 'string' && /^\d{4}-\d\d-\d\d$/.test(birthdate) ? birthdate : undefined,
    email:
      typeof email === 'string' && claims['email_verified'] !== false ? normalisedAddress(email) : undefined,
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([attribute, value]) =>
      value === undefined ? [] : [[attribute, { value, source: 'official' }]],
    ),
  ) as Attributes;
}

/** What the directory's words mean here, each once; without a table they are ours. */
function translated(
  words: readonly string[],
  table: Readonly<Record<string, string>> | undefined,
): readonly string[] {
  if (table === undefined) return [...new Set(words)];
  return [
    ...new Set(
      words.flatMap((word) => {
        const meaning = Object.hasOwn(table, word) ? table[word] : undefined;
        return meaning === undefined ? [] : [meaning];
      }),
    ),
  ];
}

function isStaffRole(role: string): role is StaffRole {
  return staffRoles.some((known) => known === role);
}

/** @param seconds since 1970 */
function timeOf(seconds: unknown): string | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) && Math.abs(seconds) < 1e11
    ? new Date(seconds * 1000).toISOString()
    : undefined;
}
