/** Every process of the system that we wrote: one row each. What is not in the table is not started. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOverSecretFile } from './hand-over.mjs';
import { root } from './prepare.mjs';
import { googleSecretIn, paymentKeysIn } from './state.mjs';

/**
 * @typedef {{ name: string, port: number, env: string[], standIn?: boolean, unless?: keyof import('./settings.mjs').Settings, portal?: string, instanceOf?: string }} ServiceRow
 * `port` is the wanted one; `instanceOf` names the service where this is a further instance of it; `env` names the variables beside those that every service gets; a stand-in plays somebody
 * else's system (a mail server, a city's sign-in) and is started only where the real one is not named: by the setting `unless`. `portal` is the client id of another portal, which is started
 * only where a city hands data over to it (W13).
 */

/** What operators read of what runs here: the commit of a repository, else nothing that could be told. */
const release =
  spawnSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).stdout?.trim() ||
  'unnamed';

const ownDatabase = ['DATABASE_URL', 'KAFKA_BROKERS'];
const signedCalls = ['TOKEN_PRIVATE_KEY_FILE', 'TOKEN_PUBLIC_KEYS_FILE'];
/** The services behind the gateway. */
const parts = ['identity', 'application', 'mailbox', 'payment', 'notification', 'audit'];
/** Everything behind the gateway: the services, and the pages that ask them. */
const behindGateway = [...parts, 'portal-web', 'backoffice-web'];
const variableOf = (/** @type {string} */ part) => part.toUpperCase().replaceAll('-', '_');
const innerUrlOf = (/** @type {string} */ part) => `${variableOf(part)}_INNER_URL`;
const urlOf = (/** @type {string} */ part) => `${variableOf(part)}_URL`;
const innerUrls = behindGateway.map(innerUrlOf);
const partUrls = behindGateway.map(urlOf);
const otherServices = parts.map(urlOf);
const clientLimits = ['REQUESTS_PER_MINUTE', 'SIGN_INS_PER_MINUTE'];
const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];

/** Who may sign in at the stand-in for the cities' directories. */
export const staffFile = join(root, 'deploy/local/staff.yaml');

/** One process plays BundID and, at a port of its own, Servicekonto.NRW. */
export const bundidPort = 8091;
export const servicekontoPort = 8092;

/** The stand-in for Google. */
export const googlePort = 8093;

/** The stand-in for payment providers: pages and protocols in the clear, and one by TLS with a client certificate. */
export const paymentProviderPort = 8096;
export const paymentProviderTlsPort = 8097;

/** @type {readonly ServiceRow[]} */
export const table = [
  { name: 'inbox', port: 8025, env: ['SMTP_PORT', 'STATE_DIR'], standIn: true, unless: 'smtpUrl' },
  {
    name: 'identity-provider',
    port: 8090,
    env: [...oidc, 'STAFF_FILE'],
    standIn: true,
    unless: 'staffDirectory',
  },
  {
    name: 'bundid',
    port: bundidPort,
    env: ['SERVICEKONTO_PORT', 'STATE_DIR'],
    standIn: true,
    unless: 'signInProviders',
  },
  {
    name: 'google',
    port: googlePort,
    env: ['GOOGLE_CLIENT_SECRET_FILE'],
    standIn: true,
    unless: 'signInProviders',
  },
  {
    name: 'kinderbetreuung',
    port: 8095,
    env: ['HAND_OVER_ISSUER', 'HAND_OVER_SECRET_FILE'],
    standIn: true,
    portal: 'kinderbetreuung',
  },
  {
    name: 'payment-provider',
    port: paymentProviderPort,
    env: ['TLS_PORT', 'PAYMENT_KEYS', 'STATE_DIR'],
    standIn: true,
    unless: 'paymentProviders',
  },
  {
    name: 'identity',
    port: 8101,
    env: [
      ...ownDatabase,
      ...signedCalls,
      ...otherServices,
      ...oidc,
      'KEY_ENCRYPTION_KEY_FILE',
      'SIGN_IN_PROVIDERS',
      'SAML_KEYS',
      'HAND_OVER_SECRETS',
      'SIGN_IN_LINKS_PER_CLIENT',
      'PROOF_OF_WORK_STEPS',
    ],
  },
  {
    name: 'application',
    port: 8102,
    env: [...ownDatabase, ...signedCalls, ...otherServices, 'KEY_ENCRYPTION_KEY_FILE', 'DOCUMENTS_FOLDER'],
  },
  {
    name: 'mailbox',
    port: 8103,
    env: [...ownDatabase, ...signedCalls, ...otherServices, 'KEY_ENCRYPTION_KEY_FILE', 'DOCUMENTS_FOLDER'],
  },
  {
    name: 'payment',
    port: 8106,
    env: [
      ...ownDatabase,
      ...signedCalls,
      ...otherServices,
      'KEY_ENCRYPTION_KEY_FILE',
      'DOCUMENTS_FOLDER',
      'PAYMENT_PROVIDERS',
    ],
  },
  { name: 'notification', port: 8104, env: [...ownDatabase, ...signedCalls, ...otherServices, 'SMTP_URL'] },
  { name: 'audit', port: 8105, env: [...ownDatabase, ...signedCalls, ...otherServices] },
  { name: 'portal-web', port: 8107, env: ['GATEWAY_URL'] },
  { name: 'backoffice-web', port: 8108, env: ['GATEWAY_URL'] },
  { name: 'gateway', port: 8080, env: [...signedCalls, ...partUrls, ...innerUrls, ...clientLimits] },
];

/** How far above the port of an instance the next one has its own. */
const instancePortAbove = 200;

/**
 * The processes that are started: each row, and of a service of ours so many instances.
 * @param {readonly ServiceRow[]} rows @param {number} instances @returns {ServiceRow[]}
 */
export function withInstances(rows, instances) {
  return rows.flatMap((row) => {
    if (row.standIn) return [row];
    const further = Array.from({ length: instances - 1 }, (_, nth) => ({
      ...row,
      name: `${row.name}.${nth + 2}`,
      port: row.port + (nth + 1) * instancePortAbove,
      instanceOf: row.name,
    }));
    return [row, ...further];
  });
}

/** Whether a process is an instance of a service. @param {string} name @param {string} service @returns {boolean} */
export const isInstanceOf = (name, service) => name === service || name.startsWith(`${service}.`);

/** How far above its port a process has its inner one, for health and metrics. */
export const innerPortAbove = 100;

/** The services that sign and check tokens. */
export const tokenServices = table
  .filter(({ env }) => env.includes('TOKEN_PRIVATE_KEY_FILE'))
  .map(({ name }) => name);

/** The services that own a database. One database and two roles each. */
export const databaseServices = table
  .filter(({ env }) => env.includes('DATABASE_URL'))
  .map(({ name }) => name);

/**
 * Small heaps: the whole system must fit beside a developer's editor. What a request leaves behind is collected where it is young,
 * which takes room; a stand-in has one visitor at a time.
 * @param {ServiceRow} row
 */
const nodeOptions = ({ standIn }) => [
  '--max-old-space-size=192',
  `--max-semi-space-size=${standIn ? 2 : 16}`,
];

/** Stack traces in the words of the source; they cost each process 15 MB and a second, so only who develops gets them. */
const sourceMaps = '--enable-source-maps';

/** Ends a process of ours with the launcher, see there. */
const preload = ['--import', join(root, 'deploy/local/end-with-launcher.mjs')];

/** The sources of a process, below the root. @param {ServiceRow} row @returns {string} */
export function sourcesOf({ name, standIn, instanceOf }) {
  return standIn ? `apps/stand-ins/src/${name}` : `apps/${instanceOf ?? name}/src`;
}

/** The program of a process, below the root. @param {ServiceRow} row @returns {string} */
export function programOf(row) {
  return `dist/${sourcesOf(row)}/main.js`;
}

/** @param {ServiceRow} row @param {boolean} developing @returns {string[]} the arguments of `node` that start it */
export function startArguments(row, developing) {
  return [...nodeOptions(row), ...(developing ? [sourceMaps] : []), ...preload, join(root, programOf(row))];
}

/** @param {string} service @returns {string[] | undefined} the arguments of `node` that migrate its database */
export function migrateArguments(service) {
  const main = join(root, `dist/apps/${service}/src/migrate.js`);
  return existsSync(main) ? [...preload, main] : undefined;
}

/**
 * What the launcher knows about this system, from which every variable is taken.
 * @typedef {{
 *   ports: Record<string, number>, innerPorts: Record<string, number>, smtpPort: number, servicekontoPort: number, paymentProviderTlsPort: number, signIn: import('./sign-in.mjs').SignIn, paymentProviders: string, handOverSecrets: string, handingOver: (portal: string) => import('./hand-over.mjs').Tenant | undefined, state: string, tenantsDir: string, logLevel: string,
 *   databases: Record<string, import('../../libs/database/src/provision.js').DatabaseUrls>, brokers: string[], smtpUrl: string,
 *   keys: import('./keys.mjs').Keys, staffDirectory: import('./settings.mjs').StaffDirectory, kafkaCredentials?: (user: string) => string
 * }} System `kafkaCredentials`: the file with which a user of our own broker shows who they are
 */

/**
 * The environment of one process: what every service gets, and what its row asks for. Nothing else of ours.
 * @param {ServiceRow} row @param {System} system @returns {Record<string, string>}
 */
export function environmentOf({ name, env, portal = '', instanceOf: service = name }, system) {
  const addressesOf = (/** @type {Record<string, number>} */ ports, /** @type {string} */ of) =>
    Object.keys(ports)
      .filter((process) => isInstanceOf(process, of))
      .map((process) => `http://127.0.0.1:${ports[process]}`)
      .join(',');
  /** @type {Record<string, () => string>} */
  const values = {
    GATEWAY_URL: () => addressesOf(system.ports, 'gateway'),
    DATABASE_URL: () =>
      /** @type {import('../../libs/database/src/provision.js').DatabaseUrls} */ (system.databases[service])
        .service,
    KAFKA_BROKERS: () => system.brokers.join(','),
    TOKEN_PRIVATE_KEY_FILE: () => system.keys.privateKeyFile(service),
    TOKEN_PUBLIC_KEYS_FILE: () => system.keys.publicKeysFile,
    KEY_ENCRYPTION_KEY_FILE: () => system.keys.keyEncryptionKeyFile,
    // One for all instances of a service. Where S3_URL is set, it counts instead (`libs/documents`).
    DOCUMENTS_FOLDER: () => join(system.state, 'documents', service),
    SMTP_URL: () => system.smtpUrl,
    // A whole city lives at one address here: the demo and the bench would be one client that asks too often.
    REQUESTS_PER_MINUTE: () => '1000000',
    SIGN_INS_PER_MINUTE: () => '100000',
    SIGN_IN_LINKS_PER_CLIENT: () => '100000',
    PROOF_OF_WORK_STEPS: () => '20',
    SMTP_PORT: () => String(system.smtpPort),
    STATE_DIR: () => join(system.state, name),
    OIDC_ISSUER: () => system.staffDirectory.issuer,
    OIDC_CLIENT_ID: () => system.staffDirectory.clientId,
    OIDC_CLIENT_SECRET: () => system.staffDirectory.clientSecret,
    STAFF_FILE: () => staffFile,
    SERVICEKONTO_PORT: () => String(system.servicekontoPort),
    SIGN_IN_PROVIDERS: () => system.signIn.providersFile,
    TLS_PORT: () => String(system.paymentProviderTlsPort),
    PAYMENT_KEYS: () => paymentKeysIn(system.state),
    PAYMENT_PROVIDERS: () => system.paymentProviders,
    GOOGLE_CLIENT_SECRET_FILE: () => googleSecretIn(system.state),
    SAML_KEYS: () => system.signIn.keysFolder,
    HAND_OVER_SECRETS: () => system.handOverSecrets,
    HAND_OVER_ISSUER: () =>
      `http://${system.handingOver(portal)?.hosts.portal[0]}:${system.ports['gateway']}/api/hand-over`,
    HAND_OVER_SECRET_FILE: () =>
      handOverSecretFile(system.handOverSecrets, system.handingOver(portal)?.key ?? '', portal),
    ...Object.fromEntries(
      behindGateway.flatMap((part) => [
        [urlOf(part), () => addressesOf(system.ports, part)],
        [innerUrlOf(part), () => addressesOf(system.innerPorts, part)],
      ]),
    ),
  };
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(system.ports[name]),
    INNER_PORT: String(system.innerPorts[name]),
    PUBLIC_PORT: String(system.ports['gateway']),
    TENANTS_DIR: system.tenantsDir,
    LOG_LEVEL: system.logLevel,
    RELEASE: release,
    ...Object.fromEntries(
      env.map((variable) => [variable, /** @type {() => string} */ (values[variable])()]),
    ),
    // Where the broker is our own, and knows its users.
    ...(env.includes('KAFKA_BROKERS') &&
      system.kafkaCredentials && { KAFKA_CREDENTIALS_FILE: system.kafkaCredentials(service) }),
  };
}
