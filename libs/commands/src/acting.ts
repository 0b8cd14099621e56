import type { LevelOfAssurance, ServiceToken } from '#auth';

/** In which role somebody acts on a case. */
export type ActingRole = 'citizen' | StaffRole | 'service';

/** In which role somebody of the staff acts. The treasury (Kasse) handles the money of all offices and no case. */
export type StaffRole = 'caseworker' | 'head-of-office' | 'treasury' | 'auditor';

/** Who acts, in the one role in which they act now: the same in every service, so that no two of them record it differently. */
export interface Acting {
  readonly tenant: string;
  /** Person id, or `service:<name>`. */
  readonly personId: string;
  readonly role: ActingRole;
  /** The person on whose behalf somebody else acts (law 7). */
  readonly actingFor?: string;
  /** Offices that somebody of the staff works for; empty for everybody else. */
  readonly offices: readonly string[];
  readonly levelOfAssurance: LevelOfAssurance;
  /** Somebody without an account, who files what needs no sign-in (R10a). */
  readonly guest?: true;
  /** Which level each means of the session has reached. */
  readonly means?: ServiceToken['means'];
  /** When the person last proved to their provider who they are, UTC, ISO 8601; absent where that is not known. */
  readonly authenticatedAt?: string;
}

/** Somebody on the portal's side is there as a citizen, whatever else they are. */
export function asCitizen(user: ServiceToken): Acting {
  return { ...personOf(user), role: 'citizen', offices: [] };
}

/** Roles in cases and in matters of money, the most powerful first. */
export const rolesInCases: readonly StaffRole[] = ['head-of-office', 'caseworker', 'auditor'];
export const rolesInPayments: readonly StaffRole[] = ['treasury', ...rolesInCases];

/**
 * Somebody on the back-office's side, in their most powerful role there.
 * @param roles those that count in this matter, the most powerful first
 * @throws Error for somebody without such a role: the route's guard let in whom it should not.
 */
export function asStaff(user: ServiceToken, roles: readonly StaffRole[] = rolesInCases): Acting {
  const role = roles.find((candidate) => user.roles.includes(candidate));
  if (role === undefined) throw new Error('a route of the back-office has to name its roles');
  return { ...personOf(user), role, offices: user.offices };
}

/** A service that reacts to an event of another one. @param service e.g. `application` */
export function asService(service: string, tenant: string): Acting {
  return { tenant, personId: `service:${service}`, role: 'service', offices: [], levelOfAssurance: 'none' };
}

/**
 * The person whose matter it is (law 7): the one who is acted for, else the one who acts. The one meaning of "acting for":
 * a case and its thread belong to this person, and whoever acts for somebody reaches that person's cases and no others.
 */
export function personConcerned({ actingFor, personId }: Pick<Acting, 'actingFor' | 'personId'>): string {
  return actingFor ?? personId;
}

function personOf(user: ServiceToken): Omit<Acting, 'role' | 'offices'> {
  const { tenant, sub: personId, levelOfAssurance, means, actingFor, guest, authenticatedAt } = user;
  const proven = { levelOfAssurance, ...(means !== undefined && { means }) };
  return {
    ...{ tenant, personId, ...proven },
    ...(actingFor !== undefined && { actingFor }),
    ...(guest && { guest }),
    ...(authenticatedAt !== undefined && { authenticatedAt }),
  };
}
