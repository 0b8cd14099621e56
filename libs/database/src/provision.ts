import { Client, escapeIdentifier } from 'pg';

/** The two ways into a service's database: the owner migrates, the service works. Full connection URLs. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly service: string;
}

export interface Provision {
  /** URL of somebody who may create databases and roles. */
  readonly adminUrl: string;
  readonly service: string;
  /** Differs from the service's name only in tests and benchmarks, which have many. */
  readonly database?: string;
  readonly passwords: { readonly owner: string; readonly service: string };
}

/**
 * Creates the database and the two roles of a service on a server, or brings their passwords up to date; repeating it changes nothing.
 * - `<service>_owner` owns the database and the schemas in it; only migrations use it.
 * - `<service>_service` may connect; every further right is granted by a migration. It is no owner, so row-level security binds it.
 */
export async function provisionDatabase({
  adminUrl,
  service,
  database = service,
  passwords,
}: Provision): Promise<DatabaseUrls> {
  const owner = `${service}_owner`;
  const worker = `${service}_service`;
  const [databaseName, ownerName, workerName] = [database, owner, worker].map(escapeIdentifier);
  await asAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, owner, passwords.owner);
    await ensureRole(admin, worker, passwords.service);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) {
      // An administrator who is no superuser (a managed server) may give a database only to a role it belongs to.
      await admin.query(`GRANT ${ownerName} TO CURRENT_USER`);
      await admin.query(
        `CREATE DATABASE ${databaseName} OWNER ${ownerName} ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
    await admin.query(`REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${databaseName} TO ${workerName}`);
  });
  await asAdmin(urlFor(adminUrl, { database }), (admin) =>
    admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC'),
  );
  return {
    owner: urlFor(adminUrl, { database, user: owner, password: passwords.owner }),
    service: urlFor(adminUrl, { database, user: worker, password: passwords.service }),
  };
}

/** The same server, another database or user. */
export function urlFor(
  url: string,
  { database, user, password }: { database: string; user?: string; password?: string },
): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  if (user !== undefined) result.username = user;
  if (password !== undefined) result.password = password;
  return result.href;
}

/** Does some work on a connection of its own, which is closed afterwards. @param url whose rights the work needs */
export async function asAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url, connectionTimeoutMillis: 20_000 });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Two runs may meet here (tests run in parallel): the lock is held to the end of the transaction. */
async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  await admin.query('BEGIN');
  await admin.query(`SELECT pg_advisory_xact_lock(hashtext('provision ' || $1))`, [role]);
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await admin.query(
    `${verb} ROLE ${escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${admin.escapeLiteral(password)}`,
  );
  await admin.query('COMMIT');
}
