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
 *
 * Neither may keep a transaction open for long: one that has written holds back the feeds of all services on the server.
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
    await ensureRole(admin, owner, passwords.owner, settings.owner);
    await ensureRole(admin, worker, passwords.service, settings.service);
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

/**
 * How long a role's transactions may rest and last, and its statements, in ms: a migration or a rebuild takes its time. And what a
 * service's plans are made for: rows that are found by a key, in memory or on a solid-state disk. By PostgreSQL's default, made for
 * disks that turn, a statement that was prepared while its table was new goes on reading all of the table when that has grown.
 */
const settings = {
  owner: { idle_in_transaction_session_timeout: 60_000 },
  service: {
    idle_in_transaction_session_timeout: 10_000,
    statement_timeout: 30_000,
    transaction_timeout: 60_000,
    random_page_cost: 1.1,
  },
} as const;

/** The oldest PostgreSQL that knows a limit for whole transactions. */
const transactionTimeoutSince = 170_000;

/**
 * Lets only its owner and whoever was granted it connect to each database of a server that is ours alone: a role that could
 * open a transaction in any of them would hold back the feeds of all services.
 */
export async function closeDatabases(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname',
    );
    for (const { datname } of rows)
      await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${escapeIdentifier(datname)} FROM PUBLIC`);
  });
}

/** Two runs may meet here (tests run in parallel): the lock is held to the end of the transaction. */
async function ensureRole(
  admin: Client,
  role: string,
  password: string,
  settings: Readonly<Record<string, number>>,
): Promise<void> {
  await admin.query('BEGIN');
  await admin.query(`SELECT pg_advisory_xact_lock(hashtext('provision ' || $1))`, [role]);
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await admin.query(
    `${verb} ROLE ${escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${admin.escapeLiteral(password)}`,
  );
  const version = await admin.query<{ number: number }>(
    `SELECT current_setting('server_version_num')::int AS number`,
  );
  for (const [setting, value] of Object.entries(settings)) {
    if (setting === 'transaction_timeout' && (version.rows[0]?.number ?? 0) < transactionTimeoutSince)
      continue;
    await admin.query(`ALTER ROLE ${escapeIdentifier(role)} SET ${setting} = ${value}`);
  }
  await admin.query('COMMIT');
}
