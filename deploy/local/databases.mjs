import pg from 'pg';
import { asAdmin, closeDatabases, provisionDatabase } from './built.mjs';
import { run } from './prepare.mjs';
import { databaseServices, migrateArguments } from './services.mjs';
import { Unusable } from './settings.mjs';

/** @typedef {Record<string, import('../../libs/database/src/provision.js').DatabaseUrls>} Databases */

/** The oldest version with all that is used here (`xid8` and snapshots, 13; grants on schemas as they are now, 15). */
const oldestMajor = 15;

/**
 * Looks at the server that DATABASE_URL names. @param {string} url @returns {Promise<string>} its version
 * @throws Unusable when it does not answer, is too old, or does not let us create databases and roles
 */
export async function examineServer(url) {
  const seen = await asAdmin(url, async (admin) => {
    const { rows } = await admin.query(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major,
              rolsuper OR (rolcreaterole AND rolcreatedb) AS creates
         FROM pg_roles WHERE rolname = current_user`,
    );
    return rows[0];
  }).catch((error) => {
    throw new Unusable('DATABASE_URL', `the server does not let us in (${error.message || error.code})`);
  });
  if (seen.major < oldestMajor)
    throw new Unusable(
      'DATABASE_URL',
      `the server is PostgreSQL ${seen.version}, and ${oldestMajor} or newer is needed`,
    );
  if (!seen.creates)
    throw new Unusable(
      'DATABASE_URL',
      'its user may not create databases and roles (CREATEDB and CREATEROLE)',
    );
  return seen.version;
}

/**
 * Creates what is missing: roles and databases.
 * @param {string} adminUrl @param {import('./state.mjs').Secrets} secrets
 * @param {{ isOurs: boolean }} server `isOurs`: nobody else's databases are on it, so each is closed to all but its own roles
 * @returns {Promise<Databases>}
 */
export async function provisionAll(adminUrl, secrets, { isOurs }) {
  const entries = databaseServices.map(async (service) => {
    const passwords = /** @type {{ owner: string, service: string }} */ (secrets.databases[service]);
    return /** @type {const} */ ([service, await provisionDatabase({ adminUrl, service, passwords })]);
  });
  const databases = Object.fromEntries(await Promise.all(entries));
  if (isOurs) await closeDatabases(adminUrl);
  return databases;
}

/**
 * Runs the migrations of every service, except where the database says that this very build has migrated it: the hash of the
 * sources stands in the database's comment, so it can never be about another database.
 * @param {{ adminUrl: string, databases: Databases, sources?: string, environment: Record<string, string>, progress: (text: string) => void }} options
 * Without `sources` no mark is trusted or left: every service is migrated.
 * @returns {Promise<string[]>} the services that were migrated
 */
export async function migrateAll({ adminUrl, databases, sources, environment, progress }) {
  const mark = sources && `migrated by the build of sources ${sources}`;
  const marks = mark ? await readMarks(adminUrl) : {};
  const isStale = (/** @type {string} */ service) => mark === undefined || marks[service] !== mark;
  const stale = Object.keys(databases).filter((service) => migrateArguments(service) && isStale(service));
  let done = 0;
  // Two at a time: each is a short-lived Node that is busy loading.
  const queue = [...stale];
  const worker = async () => {
    for (let service = queue.shift(); service !== undefined; service = queue.shift()) {
      progress(`${service}, ${done} of ${stale.length} done`);
      await migrateOne(
        service,
        /** @type {import('../../libs/database/src/provision.js').DatabaseUrls} */ (databases[service]),
        environment,
      );
      if (mark) {
        const comment = `COMMENT ON DATABASE ${pg.escapeIdentifier(service)} IS ${pg.escapeLiteral(mark)}`;
        await asAdmin(adminUrl, (admin) => admin.query(comment));
      }
      done++;
    }
  };
  await Promise.all([worker(), worker()]);
  return stale;
}

/** @param {string} service @param {import('../../libs/database/src/provision.js').DatabaseUrls} urls @param {Record<string, string>} environment */
async function migrateOne(service, urls, environment) {
  const env = { ...process.env, ...environment, DATABASE_URL: urls.service, DATABASE_OWNER_URL: urls.owner };
  try {
    await run(process.execPath, /** @type {string[]} */ (migrateArguments(service)), undefined, env);
  } catch (error) {
    throw new Error(
      `The database of ${service} could not be migrated. ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** @param {string} adminUrl @returns {Promise<Record<string, string>>} database → comment */
async function readMarks(adminUrl) {
  return asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query(
      `SELECT datname, shobj_description(oid, 'pg_database') AS mark FROM pg_database`,
    );
    return Object.fromEntries(rows.map(({ datname, mark }) => [datname, mark]));
  });
}
