import pg from 'pg';
import { isDatabaseFailure, isStorageFailure } from './database-failure';
import { Gathering } from './gathering';
import { execute, type PreparedStatement, type TextRow, type TextValue } from './prepared-query';
import { ALL_TENANTS } from './row-level-security';

export interface DatabaseOptions {
  /** Most connections this process opens at once; default 10. */
  readonly connections?: number;
  /** How long a caller waits for a connection before it hears that the database does not answer, in ms; default 3000. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take, in ms; default 15000. */
  readonly statementTimeoutMs?: number;
  /** Shown in `pg_stat_activity`, e.g. the service's name. */
  readonly name?: string;
  /** Told when a connection breaks between two statements. Nothing needs to be done: the pool replaces it. */
  readonly onConnectionError?: (error: Error) => void;
}

/**
 * How long a connection rests before the pool gets it back, in ms. Opening one, and making its plans anew, costs PostgreSQL as much as
 * some hundred statements; one that rests costs memory alone.
 */
const restMs = 60_000;

/** How long a database that could store nothing counts as unable to, after the last attempt, in ms. */
const storageFailureMs = 10_000;

/** The tenant, and times in ISO form whatever the server prefers: the event store reads them as text. */
const settingsOfConnection = {
  name: 'set_tenant',
  text: `SELECT set_config('app.tenant', $1, false), set_config('DateStyle', 'ISO, YMD', false)`,
};

/**
 * The only way to a connection: every connection belongs to one tenant while it is lent out, and row-level security
 * shows it the rows of that tenant alone. Setting the tenant only when the connection's last one differs was measured
 * to cost nothing; `BEGIN; SET LOCAL …; COMMIT` halves the throughput.
 */
export class TenantDatabase {
  /** The tenant each connection was last set to. */
  private readonly settings = new WeakMap<pg.PoolClient, string>();
  /**
   * Connections between two borrowers, the last used on top. The pool is asked only when none rests here: its timers and
   * promises for every checkout were measured to be a fifth of Node's time for an append.
   */
  private readonly resting: pg.PoolClient[] = [];
  /** How many connections have rested since the last look, at the bottom of `resting`: too many for the load. */
  private unused = 0;
  private readonly broken = new WeakSet<pg.PoolClient>();
  private readonly looking = setInterval(() => this.returnUnused(), restMs).unref();
  private closing = false;
  /** The last attempt to store something that failed for lack of space, and when. */
  private unstored: { readonly reason: string; readonly at: number } | undefined;
  /** What waits for the commit of a connection's open transaction. */
  private readonly afterCommit = new WeakMap<pg.PoolClient, (() => void)[]>();
  /** Who asks for the same of other keys at this moment. */
  private readonly gatherings = new Map<string, Gathering>();

  constructor(
    private readonly pool: pg.Pool,
    onConnectionError: (error: Error) => void = () => undefined,
  ) {
    // Without a listener a connection that breaks would end the process: `pool` speaks for the idle ones, each client for
    // itself while it is lent out. Who uses the connection next is told by its statement's error.
    pool.on('error', onConnectionError);
    pool.on('connect', (client) =>
      client.on('error', (error) => {
        this.broken.add(client);
        const place = this.resting.indexOf(client);
        if (place !== -1) this.resting.splice(place, 1)[0]?.release(true);
        onConnectionError(error);
      }),
    );
  }

  /**
   * Lends a connection that sees and writes the rows of one tenant. Statements commit one by one.
   * @throws the error of `work`; a connection error (see `isDatabaseFailure`) when the database does not answer.
   */
  withTenant<T>(tenant: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (tenant === '' || tenant === ALL_TENANTS) {
      return Promise.reject(
        new TypeError(`"${tenant}" is not a tenant; work on all tenants goes through acrossTenants`),
      );
    }
    return this.lend(tenant, work);
  }

  /** Lends a connection that reads the rows of all tenants and can write none: for the relay, the verifier, a rebuild. */
  acrossTenants<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.lend(ALL_TENANTS, work);
  }

  /**
   * Reads the rows of one key of a tenant, together with everybody who asks the same of other keys at this moment (see `Gathering`):
   * for what is asked most.
   * @param statement takes the keys as an array in `$1` and `others` after it. The first column of a row is the place of its key in
   *   the array, from 1 (`WITH ORDINALITY`); the rows of a key come in their order.
   * @param key of the array's type, or all who are asked for with it hear the error
   * @returns the rows of the key, without the first column
   */
  readTogether(
    tenant: string,
    statement: PreparedStatement,
    key: string,
    others: readonly TextValue[],
  ): Promise<readonly TextRow[]> {
    const same = JSON.stringify([tenant, statement.name, others]);
    let gathering = this.gatherings.get(same);
    if (!gathering) {
      gathering = new Gathering(
        (keys) => this.withTenant(tenant, (client) => execute(client, statement, [arrayOf(keys), ...others])),
        () => this.gatherings.delete(same),
      );
      this.gatherings.set(same, gathering);
    }
    return gathering.ask(key);
  }

  /**
   * Whether the database answers and has stored what it was last given, for `/health/ready`.
   * @throws its connection error when it does not answer; Error when its disk was full within the last ten seconds: reading
   *   still works then, and a new attempt shows whether writing does again.
   */
  async check(): Promise<void> {
    await this.acrossTenants((client) => client.query('SELECT'));
    if (this.unstored !== undefined && performance.now() < this.unstored.at + storageFailureMs)
      throw new Error(`it can store nothing: ${this.unstored.reason}`);
  }

  /** `work` in one transaction: committed when it returns, rolled back when it throws. */
  inTransaction<T>(tenant: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.withTenant(tenant, async (client) => {
      const committed: (() => void)[] = [];
      await client.query('BEGIN');
      this.afterCommit.set(client, committed);
      let result: T;
      try {
        result = await work(client);
        const { command } = await client.query('COMMIT');
        // PostgreSQL answers COMMIT with ROLLBACK, not with an error, when a failed statement was swallowed.
        if (command !== 'COMMIT')
          throw new Error('the transaction was rolled back because one of its statements had failed');
      } catch (error) {
        // A connection that cannot roll back is discarded with its transaction (see `lend`); the first error tells more.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        this.afterCommit.delete(client);
      }
      for (const listener of committed) listener();
      return result;
    });
  }

  /** Calls `listener` once the transaction that `inTransaction` opened on `client` has committed; never when it is rolled back. */
  onCommit(client: pg.PoolClient, listener: () => void): void {
    this.afterCommit.get(client)?.push(listener);
  }

  /** Waits for the connections that are lent out and closes all. */
  close(): Promise<void> {
    this.closing = true;
    clearInterval(this.looking);
    for (const client of this.resting.splice(0)) client.release();
    return this.pool.end();
  }

  private async lend<T>(setting: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = this.takeResting(setting) ?? (await this.pool.connect());
    let failed = false;
    try {
      if (this.settings.get(client) !== setting) {
        this.settings.delete(client);
        await client.query({ ...settingsOfConnection, values: [setting] });
        this.settings.set(client, setting);
      }
      return await work(client);
    } catch (error) {
      failed = isDatabaseFailure(error);
      if (isStorageFailure(error))
        this.unstored = {
          reason: error instanceof Error ? error.message : String(error),
          at: performance.now(),
        };
      throw error;
    } finally {
      this.giveBack(client, failed);
    }
  }

  /** The last used that was the same tenant's, which saves a round trip; else the last used. */
  private takeResting(setting: string): pg.PoolClient | undefined {
    const own = this.resting.findLastIndex((client) => this.settings.get(client) === setting);
    const place = own === -1 ? this.resting.length - 1 : own;
    const [client] = this.resting.splice(place, 1);
    this.unused = Math.max(0, Math.min(this.unused, place));
    return client;
  }

  private giveBack(client: pg.PoolClient, failed: boolean): void {
    // An open transaction must never reach the next borrower.
    const unusable = failed || this.broken.has(client) || client.getTransactionStatus() !== 'I';
    if (unusable) client.release(true);
    else if (this.closing || this.pool.waitingCount > 0) client.release();
    else this.resting.push(client);
  }

  /** Gives connections that nobody needed for a while back to the pool, which closes them in time. */
  private returnUnused(): void {
    for (const client of this.resting.splice(0, this.unused)) client.release();
    this.unused = this.resting.length;
  }
}

/** An array as PostgreSQL reads it. A key stays one element whatever stands in it, or others would get its neighbour's rows. */
const arrayOf = (keys: readonly string[]): string =>
  `{${keys.map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Opens the database at `url` with a pool of connections. Connects on first use; nothing is thrown here. */
export function openTenantDatabase(url: string, options: DatabaseOptions = {}): TenantDatabase {
  const statementTimeout = options.statementTimeoutMs ?? 15_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    statement_timeout: statementTimeout,
    // The server ends a slow statement first; this one is for a server that has stopped answering at all.
    query_timeout: statementTimeout + 1_000,
    // A transaction left open holds back the feed of every service on the server (see readFeed).
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    ...(options.name === undefined ? {} : { application_name: options.name }),
  });
  return new TenantDatabase(pool, options.onConnectionError);
}
