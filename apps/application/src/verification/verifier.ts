import {
  fold,
  PostgresEventStore,
  type InlineReadModel,
  type StreamHistory,
  type StreamName,
} from '#event-sourcing';
import { TenantDatabase } from '#tenancy';
import { applicationAggregate } from '../application.aggregate';
import type { ApplicationEvent } from '../domain/events';
import type { Application } from '../domain/state';

/** Columns of a read model that do not say what the events say; `version` stands for a row that lags or should not be there. */
export interface RowDifference {
  readonly readModel: string;
  readonly differing: readonly string[];
}

/** What the check of one stream found. */
export interface StreamFinding {
  readonly tenant: string;
  readonly streamId: string;
  readonly brokenAt?: number;
  readonly differences: readonly RowDifference[];
}

/** A command may be appended between reading the events and reading the row: then both are read again. */
const attempts = 5;

/** Folds streams anew and compares every read model's row with what the fold says (invariant: status = fold). */
export class Verifier {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly database: TenantDatabase,
    private readonly readModels: readonly InlineReadModel<Application>[] = applicationAggregate.readModels,
  ) {}

  /** The differences of one stream of applications; none when all is well. */
  async differencesOf(history: StreamHistory<ApplicationEvent>): Promise<readonly RowDifference[]> {
    let current = history;
    for (let attempt = 1; ; attempt += 1) {
      const differences = await this.compare(current);
      const moved = differences.some(({ differing }) => differing.includes('version'));
      if (!moved || attempt === attempts) return differences;
      current = await this.store.history<ApplicationEvent>(current);
    }
  }

  /** Checks every stream of every tenant: hash chains, and read models against the fold. */
  async *all(): AsyncIterable<StreamFinding & { readonly events: number }> {
    for await (const history of this.store.allStreams<ApplicationEvent>(applicationAggregate.streamType)) {
      yield { ...(await this.finding(history)), events: history.events.length };
    }
    for await (const history of this.store.allStreams('case-access')) {
      const { tenant, streamId, brokenAt } = history;
      const broken = brokenAt === undefined ? {} : { brokenAt };
      yield { tenant, streamId, differences: [], ...broken, events: history.events.length };
    }
    for (const orphan of await this.rowsWithoutStream()) yield { ...orphan, events: 0 };
  }

  private async finding(history: StreamHistory<ApplicationEvent>): Promise<StreamFinding> {
    const { tenant, streamId, brokenAt } = history;
    const differences = await this.differencesOf(history);
    return { tenant, streamId, differences, ...(brokenAt === undefined ? {} : { brokenAt }) };
  }

  private async compare(history: StreamHistory<ApplicationEvent>): Promise<RowDifference[]> {
    const { tenant, streamId, events } = history;
    const last = events.at(-1);
    const state = fold(
      applicationAggregate.decider,
      events as Iterable<unknown> as Iterable<ApplicationEvent>,
    );
    const head = { tenant, streamId, version: last?.version ?? 0, recordedAt: last?.recordedAt ?? '' };
    const differences: RowDifference[] = [];
    for (const model of this.readModels) {
      const expected = model.row(state, head);
      const differing = await this.differingColumns(model, head, expected);
      if (differing.length > 0) differences.push({ readModel: model.table, differing });
    }
    return differences;
  }

  /** PostgreSQL compares, so that a value equals what was written whatever its type looks like in JavaScript. */
  private async differingColumns(
    { table, columns }: InlineReadModel<Application>,
    { tenant, streamId, version }: StreamName & { readonly version: number },
    expected: Readonly<Record<string, unknown>> | undefined,
  ): Promise<string[]> {
    const names = Object.keys(columns);
    const checks = names.map(
      (name, index) => `"${name}" IS DISTINCT FROM $${index + 4}::${columns[name]} AS "${name}"`,
    );
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Record<string, boolean>>({
        name: `verify_${table}`,
        text: `SELECT version IS DISTINCT FROM $3::int AS version, ${checks.join(', ')}
          FROM ${table} WHERE tenant = $1 AND stream_id = $2`,
        values: [tenant, streamId, version, ...names.map((name) => expected?.[name] ?? null)],
      }),
    );
    const [row] = rows;
    if (expected === undefined) return row === undefined ? [] : ['version'];
    if (row === undefined) return ['version'];
    return Object.keys(row).filter((name) => row[name]);
  }

  /** A row that nobody's events explain was written by somebody who is no append. */
  private async rowsWithoutStream(): Promise<StreamFinding[]> {
    const findings: StreamFinding[] = [];
    for (const { table } of this.readModels) {
      const { rows } = await this.database.acrossTenants((client) =>
        client.query<{ tenant: string; stream_id: string }>(
          `SELECT tenant, stream_id FROM ${table} AS model WHERE NOT EXISTS (
             SELECT FROM event_store.events AS event
             WHERE event.tenant = model.tenant AND event.stream_id = model.stream_id AND event.version = 1)`,
        ),
      );
      findings.push(
        ...rows.map(({ tenant, stream_id: streamId }) => ({
          tenant,
          streamId,
          differences: [{ readModel: table, differing: ['version'] }],
        })),
      );
    }
    return findings;
  }
}
