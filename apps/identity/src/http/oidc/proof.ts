import { Problem } from '#http';
import type { Proof } from '../../domain/proof';
import type { Role } from '../../domain/account';
import type { StaffClaims } from './provider';

const staffRoles = ['caseworker', 'head-of-office', 'auditor', 'operator'] as const satisfies readonly Role[];
type StaffRole = (typeof staffRoles)[number];

/**
 * What the city's directory says about one of its staff; who may do what is told by the directory, never by us.
 * @param offices the keys of the city's offices; others do not exist here.
 * @throws Problem `not-staff-here` for somebody without any role that we know.
 */
export function provenBy(claims: StaffClaims, offices: readonly string[]): Proof {
  const [first, ...others] = listOf(claims['roles']).filter(isStaffRole);
  if (first === undefined) throw new Problem('not-staff-here');
  return {
    kind: 'staff',
    knownBy: { purpose: 'staff-subject', value: `${claims.iss} ${claims.sub}` },
    profile: { language: 'de', attributes: nameOf(claims) },
    method: 'oidc',
    levelOfAssurance: 'none', // levels are about citizens; what staff may do follows from their roles
    roles: [first, ...others],
    offices: listOf(claims['offices']).filter((office) => offices.includes(office)),
  };
}

function isStaffRole(role: string): role is StaffRole {
  return staffRoles.some((known) => known === role);
}

function listOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}

function nameOf(claims: StaffClaims): { name?: { value: string; source: 'official' } } {
  const name = claims['name'];
  return typeof name === 'string' ? { name: { value: name, source: 'official' } } : {};
}
