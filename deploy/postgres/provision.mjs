// @ts-check
import pg from 'pg';

/** The services that own a database. One database and two roles each. */
export const databaseServices = ['application', 'identity', 'mailbox', 'notification', 'audit'];

/**
 * The two ways into a service's database: the owner migrates, the service works. Full connection URLs.
 * @typedef {{ owner: string, service: string }} DatabaseUrls
 */

/**
 * Creates the database and the two roles of a service on a server, or brings their passwords up to date; repeating it changes nothing.
 * - `<service>_owner` owns the database and the schemas in it; only migrations use it.
 * - `<service>_service` may connect; every further right is granted by a migration. It is no owner, so row-level security binds it.
 *
 * @param {{
 *   adminUrl: string, service: string, database?: string, passwords: { owner: string, service: string }
 * }} options `database` differs from the service's name only in tests, which have many.
 * @returns {Promise<DatabaseUrls>}
 */
export async function provisionDatabase({ adminUrl, service, database = service, passwords }) {
  const owner = `${service}_owner`;
  const worker = `${service}_service`;
  await asAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, owner, passwords.owner);
    await ensureRole(admin, worker, passwords.service);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) {
      // An administrator who is no superuser (a managed server) may give a database only to a role it belongs to.
      await admin.query(`GRANT ${name(owner)} TO CURRENT_USER`);
      await admin.query(
        `CREATE DATABASE ${name(database)} OWNER ${name(owner)} ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
    await admin.query(`REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${name(database)} TO ${name(worker)}`);
  });
  await asAdmin(urlFor(adminUrl, { database }), (admin) =>
    admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC'),
  );
  return {
    owner: urlFor(adminUrl, { database, user: owner, password: passwords.owner }),
    service: urlFor(adminUrl, { database, user: worker, password: passwords.service }),
  };
}

/** The same server, another database or user. @param {string} url @param {{ database: string, user?: string, password?: string }} to */
export function urlFor(url, { database, user, password }) {
  const result = new URL(url);
  result.pathname = `/${database}`;
  if (user !== undefined) result.username = user;
  if (password !== undefined) result.password = password;
  return result.href;
}

/** @template T @param {string} url @param {(admin: pg.Client) => Promise<T>} work @returns {Promise<T>} */
export async function asAdmin(url, work) {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 20_000 });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/**
 * Two runs may meet here (tests run in parallel): the lock is held to the end of the transaction.
 * @param {pg.Client} admin @param {string} role @param {string} password
 */
async function ensureRole(admin, role, password) {
  await admin.query('BEGIN');
  await admin.query(`SELECT pg_advisory_xact_lock(hashtext('provision ' || $1))`, [role]);
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await admin.query(
    `${verb} ROLE ${name(role)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${admin.escapeLiteral(password)}`,
  );
  await admin.query('COMMIT');
}

/** @param {string} identifier */
function name(identifier) {
  return pg.escapeIdentifier(identifier);
}
