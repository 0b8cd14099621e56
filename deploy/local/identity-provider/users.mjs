// @ts-check
/**
 * The staff of the demonstration: what a city's own directory would hold. The passwords are no secret; this provider
 * exists for development and for tests only.
 *
 * @typedef {'caseworker' | 'head-of-office' | 'auditor' | 'operator'} StaffRole
 * @typedef {{ user: string, password: string, name: string, tenant: string, roles: StaffRole[], offices: string[] }} StaffUser
 * `offices` are keys of the tenant's configuration; `operator` looks after parked messages and sees no case.
 */

const password = 'demo';

/** @type {readonly StaffUser[]} */
export const staff = [
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

/** @param {string} user @param {string} name @param {string} tenant @param {...string} offices @returns {StaffUser} */
function caseworker(user, name, tenant, ...offices) {
  return { user, password, name, tenant, roles: ['caseworker'], offices };
}
