import type pg from 'pg';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import type { QueryResult } from 'typeorm/query-runner/QueryResult.js';
import type { TenantDatabase } from './database';

/** An entity class of a service. */
export type Entity = EntityTarget<ObjectLiteral> & (new () => object);

/**
 * Plain data through TypeORM, inside the borders of one tenant: entities and repositories for everything that is neither
 * an event nor a list that changes with one. The connections are those of `TenantDatabase`, so they are bounded by one
 * number, belong to one tenant while they are lent out, and a transaction can hold an append and plain data alike.
 * There is deliberately no manager without a tenant: `@InjectRepository` would know none.
 */
export class TenantData {
  private constructor(
    private readonly database: TenantDatabase,
    private readonly entities: Entities,
  ) {}

  /** Reads the decorators of the entities; the database is not asked. */
  static async of(database: TenantDatabase, entities: readonly Entity[]): Promise<TenantData> {
    return new TenantData(database, await Entities.read(entities));
  }

  /**
   * Lends a manager that sees and writes the rows of one tenant. Statements commit one by one.
   * @throws the error of `work`; what the database refuses is the driver's own error, as without TypeORM.
   */
  withTenant<T>(tenant: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.withTenant(tenant, (client) => this.lend(client, work));
  }

  /**
   * `work` in one transaction: committed when it returns, rolled back when it throws.
   * @param work gets the connection itself, too, for `PostgresEventStore.within`: an append has to be the first write.
   */
  inTransaction<T>(
    tenant: string,
    work: (manager: EntityManager, client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    return this.database.inTransaction(tenant, (client) =>
      this.lend(client, (manager) => work(manager, client)),
    );
  }

  /** Whoever keeps a manager longer than it was lent meets an error, not the next borrower's rows. */
  private async lend<T>(client: pg.PoolClient, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const connection = this.entities.on(client);
    try {
      return await work(connection.manager);
    } finally {
      await connection.release();
    }
  }
}

/**
 * What TypeORM knows about the entities of a service. It is never initialised, so it has no connection of its own: every
 * way around `TenantData` ends in TypeORM's "Driver not Connected".
 */
class Entities extends DataSource {
  static async read(entities: readonly Entity[]): Promise<Entities> {
    const known = new Entities({
      type: 'postgres',
      entities: [...entities],
      synchronize: false,
      // A condition whose value is missing must not become "every row".
      invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    });
    await known.buildMetadatas();
    return known;
  }

  on(client: pg.PoolClient): QueryRunner {
    const connection = new LentConnection(this.driver as PostgresDriver, client);
    return Object.assign(connection, { manager: this.createEntityManager(connection) });
  }
}

/** Statements that are prepared at most: each connection keeps the plans of those that it has executed. */
const mostPrepared = 200;
const prepared = new Map<string, string>();

/**
 * The name under which connections prepare a statement. Its plan is kept then: making one takes longer than reading a row by its
 * key. With a list it is another statement for each length.
 */
function preparedAs(text: string): string | undefined {
  if (/ IN \(\$\d+,/.test(text)) return undefined;
  const name = prepared.get(text) ?? (prepared.size < mostPrepared ? `plain_${prepared.size}` : undefined);
  if (name !== undefined) prepared.set(text, name);
  return name;
}

/** A connection that `TenantDatabase` has lent: TypeORM neither opens nor closes it. */
class LentConnection extends PostgresQueryRunner {
  constructor(driver: PostgresDriver, client: pg.PoolClient) {
    super(driver, 'master');
    this.databaseConnection = {
      query: (text: string, values: unknown[] = []) => {
        const name = values.length === 0 ? undefined : preparedAs(text);
        return client.query({ text, values, ...(name !== undefined && { name }) });
      },
    };
    // What TypeORM puts into a transaction by itself (`save`) becomes a savepoint of the one that is open.
    this.isTransactionActive = client.getTransactionStatus() === 'T';
    this.transactionDepth = this.isTransactionActive ? 1 : 0;
  }

  /** TypeORM's own error carries every value of the statement, which a log would then show. */
  override async query(text: string, values?: unknown[], structured = false): Promise<QueryResult> {
    try {
      return (await super.query(text, values, structured)) as QueryResult;
    } catch (error) {
      throw error instanceof QueryFailedError ? error.driverError : error;
    }
  }
}
