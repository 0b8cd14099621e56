import { product } from './built.mjs';
import { staffFile } from './services.mjs';

/** @type {typeof import('../../apps/stand-ins/src/identity-provider/staff.js')} */
const { readStaff } = product('./apps/stand-ins/src/identity-provider/staff.js');
/** @type {typeof import('../../libs/saml-provider/src/persons.js')} */
const { persons, nameOf } = product('./libs/saml-provider/src/persons.js');

/**
 * What a program may know of the running system; written to `run.json` and shown by the banner.
 * @typedef {{
 *   ready: boolean, gateway: string, tenants: Record<string, { portal: string, backoffice: string }>, inbox: string | null,
 *   logins: { staff: { user: string, password: string, tenant: string, roles: readonly string[], offices: readonly string[] }[],
 *             citizens: ({ email: string, tenant: string } | { user: string, name: string, means: string[], email?: string })[] },
 *   standIns: Partial<Record<'staff' | 'google' | 'kinderbetreuung' | 'payments' | import('./sign-in.mjs').ProviderName, string>>,
 *   kafka: { brokers: string, kind: string, sasl?: import('./topics.mjs').Credentials },
 *   postgres: { kind: string, version: string, databases: Record<string, import('../../libs/database/src/provision.js').DatabaseUrls> },
 *   processes: { name: string, pid: number, port?: number, innerPort?: number }[]
 * }} RunFile
 */

/** @typedef {Pick<import('../../libs/configuration/src/types.js').Tenant, 'key' | 'signInMethods'>} City */

/**
 * Who may sign in, in the cities that run. Citizens need no account: where a city offers links, every address gets its own by mail,
 * and at the stand-ins for BundID and Servicekonto.NRW one picks who one is.
 * @param {readonly City[]} cities
 * @param {Pick<import('./settings.mjs').Settings, 'signInProviders' | 'staffDirectory'>} given in whose place no stand-in runs
 */
export function demoLogins(cities, { signInProviders, staffDirectory }) {
  const staffLogins = (staffDirectory ? [] : readStaff(staffFile)).filter(({ tenant }) =>
    cities.some(({ key }) => key === tenant),
  );
  const byLink = cities.filter(({ signInMethods }) => signInMethods.includes('email-link'));
  return {
    staff: staffLogins.map(({ user, password, tenant, roles, offices }) => ({
      user,
      password,
      tenant,
      roles,
      offices,
    })),
    citizens: [
      ...byLink.map(({ key }) => ({ email: `erika.mustermann@${key}.example`, tenant: key })),
      ...(signInProviders ? [] : persons.map(citizenLogin)),
    ],
  };
}

/** @param {import('../../libs/saml-provider/src/persons.js').Person} person */
function citizenLogin(person) {
  const { mail } = person.attributes;
  const { user, means } = person;
  return { user, name: nameOf(person), means: Object.keys(means), ...(mail && { email: mail }) };
}

/**
 * @param {RunFile} run
 * @param {{ state: string, broker: string, database: string, mail: string, documents: string, took: string, refused: number, cities: readonly City[] }} where
 * `refused`: how much of the cities' files could not be taken over
 * @returns {string}
 */
export function banner(run, { state, broker, database, mail, documents, took, refused, cities }) {
  const tenants = Object.entries(run.tenants).flatMap(([tenant, { portal, backoffice }]) => [
    `  ${tenant.padEnd(12)} portal       ${portal}`,
    `  ${''.padEnd(12)} back-office  ${backoffice}`,
    `  ${''.padEnd(12)} ways in      ${cities.find(({ key }) => key === tenant)?.signInMethods.join(', ')}`,
  ]);
  const people = run.logins.staff.map(
    ({ user, password, tenant, roles, offices }) =>
      `  ${user.padEnd(14)} ${password.padEnd(6)} ${tenant.padEnd(10)} ${roles.join(', ')}${offices.length > 0 ? ` (${offices.join(', ')})` : ''}`,
  );
  const staff =
    people.length > 0
      ? ['Staff (user, password, city, roles):', ...people]
      : ['Staff sign in at the directory that OIDC_ISSUER names.'];
  const { bundid, 'servicekonto-nrw': servicekonto, google, payments } = run.standIns;
  const providers =
    bundid && servicekonto && google
      ? `,
or as one of ${persons.length} invented people, at the stand-ins for BundID and Servicekonto.NRW (${bundid}/, ${servicekonto}/),
or as anna.beispiel, password demo, at the one for Google (${google}).`
      : ',\nor at the providers that SIGN_IN_PROVIDERS names.';
  return `
Ready after ${took}.

${tenants.join('\n')}
  ${'mail'.padEnd(12)} ${run.inbox ? 'inbox ' : 'server'}       ${mail}
  ${'API'.padEnd(12)} try it out   ${Object.values(run.tenants)[0]?.portal ?? run.gateway}api/docs

${staff.join('\n')}
Citizens sign in by the ways of their city: with any e-mail address (the link arrives ${run.inbox ? 'in the inbox' : 'by mail'})${providers}
They pay ${payments ? `at the stand-in for payment providers (${payments}/)` : 'at the providers that PAYMENT_PROVIDERS names'}.

  PostgreSQL ${run.postgres.version}  ${database}
  Kafka            ${broker}
  documents        ${documents}
  everything else  ${state} (logs, keys, run.json)

${refused > 0 ? `Refused in the files of the cities: ${refused} ${refused === 1 ? 'thing' : 'things'}, named above; npm run services:check names them again.\n` : ''}Next: npm run demo. Ctrl-C ends everything; the data stays.
`;
}
