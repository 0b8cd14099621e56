/** What a person of the staff may do; `operator` looks after parked messages and sees no case. */
export type StaffRole = 'caseworker' | 'head-of-office' | 'auditor' | 'operator';

export interface StaffUser {
  readonly user: string;
  readonly password: string;
  readonly name: string;
  readonly tenant: string;
  readonly roles: readonly StaffRole[];
  /** Keys of the tenant's configuration. */
  readonly offices: readonly string[];
}

const password = 'demo';

/**
 * The staff of the demonstration: what a city's own directory would hold. The passwords are no secret; this provider
 * exists for development and for tests only.
 */
export const staff: readonly StaffUser[] = [
  caseworker('s.yilmaz', 'Selin Yılmaz', 'duisburg', 'buergerservice'),
  caseworker('j.kowalski', 'Jan Kowalski', 'duisburg', 'buergerservice', 'standesamt'),
  caseworker('p.schroeder', 'Petra Schröder', 'duisburg', 'strassenverkehr'),
  caseworker('m.nguyen', 'Minh Nguyen', 'duisburg', 'steueramt'),
  caseworker('k.becker', 'Karin Becker', 'duisburg', 'tiefbau'),
  {
    user: 'h.brandt',
    password,
    name: 'Holger Brandt',
    tenant: 'duisburg',
    roles: ['caseworker', 'head-of-office'],
    offices: ['buergerservice', 'strassenverkehr', 'steueramt', 'standesamt', 'tiefbau'],
  },
  { user: 'a.revision', password, name: 'Anna Roth', tenant: 'duisburg', roles: ['auditor'], offices: [] },
  { user: 'o.betrieb', password, name: 'Omar Benali', tenant: 'duisburg', roles: ['operator'], offices: [] },
  caseworker('w.klein', 'Werner Klein', 'wuppertal', 'steueramt', 'standesamt'),
  {
    user: 'l.fischer',
    password,
    name: 'Lena Fischer',
    tenant: 'wuppertal',
    roles: ['caseworker', 'head-of-office'],
    offices: ['steueramt', 'standesamt'],
  },
  { user: 'r.revision', password, name: 'Ralf Jung', tenant: 'wuppertal', roles: ['auditor'], offices: [] },
];

function caseworker(user: string, name: string, tenant: string, ...offices: string[]): StaffUser {
  return { user, password, name, tenant, roles: ['caseworker'], offices };
}
