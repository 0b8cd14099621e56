import type { ServiceToken } from '#auth';
import type { LevelOfAssurance } from './domain/events';
import type { Viewer } from './domain/visibility';

/** Who asks, in the one role in which they ask. */
export interface Caller extends Viewer {
  readonly tenant: string;
  readonly actingFor?: string;
  readonly levelOfAssurance: LevelOfAssurance;
}

/** Somebody on the portal's side is there as a citizen, whatever else they are. */
export function citizen(user: ServiceToken): Caller {
  return { ...callerOf(user), role: 'citizen', offices: [] };
}

/** Somebody on the back-office's side, in their most powerful role there; the route's guard has let nobody else in. */
export function official(user: ServiceToken): Caller {
  const roles = ['head-of-office', 'caseworker', 'auditor'] as const;
  const role = roles.find((candidate) => user.roles.includes(candidate));
  if (role === undefined) throw new Error('a route of the back-office has to name its roles');
  return { ...callerOf(user), role, offices: user.offices };
}

/** This service itself, reacting to an event of another one. */
export function thisService(tenant: string): Caller {
  return { tenant, personId: 'service:application', role: 'service', offices: [], levelOfAssurance: 'none' };
}

function callerOf(user: ServiceToken): Omit<Caller, 'role' | 'offices'> {
  const { tenant, sub: personId, levelOfAssurance, actingFor } = user;
  return { tenant, personId, levelOfAssurance, ...(actingFor === undefined ? {} : { actingFor }) };
}
