import {
  dueTable,
  InMemoryEventStore,
  type Append,
  type EventStore,
  type HashedHead,
  type InMemoryRow,
  type RecordedEvent,
  type StreamName,
} from '#event-sourcing';
import type { Clock } from './clock';
import type { Gate } from './programme';

/** An event was handled before. */
export class NotedBefore extends Error {}

/** A row of what is due. */
export interface DueRow extends StreamName {
  readonly version: number;
  readonly kind: string;
  readonly dueAt: string;
  readonly lookAt: number;
}

/** What of a service survives its death: events, read models, what is due, what was handled. */
export class Database extends InMemoryEventStore {
  /** Every stream of which there are events, in the order in which they began. */
  readonly begunStreams = new Map<string, { readonly streamType: string; version: number }>();
  private readonly inbox = new Set<string>();

  constructor(private readonly time: Clock) {
    super(time.instant);
  }

  override async append({ alongside, ...append }: Append): Promise<HashedHead> {
    const note = alongside && JSON.stringify(alongside.row);
    if (note !== undefined && this.inbox.has(note)) throw new NotedBefore();
    const head = await super.append(append);
    if (note !== undefined) this.inbox.add(note);
    const { streamType, streamId, events } = append;
    if (events.length > 0) this.begunStreams.set(streamId, { streamType, version: head.version });
    return head;
  }

  /** The database as a running service reaches it. */
  through(gate: Gate): EventStore {
    const passing = <Result>(work: () => Promise<Result>): Promise<Result> => gate().then(work);
    return {
      insideTransaction: false,
      read: (stream, options) => passing(() => this.read(stream, options)),
      append: (append) =>
        passing(async () => {
          const head = await this.append(append);
          await gate();
          return head;
        }),
      keptAnswer: (...asked) => this.keptAnswer(...asked),
      alone: (...asked) => this.alone(...asked),
      history: (stream) => this.history(stream),
      allStreams: (type) => this.allStreams(type),
      readFeed: (after, limit) => this.readFeed(after, limit),
      endOfFeed: () => this.endOfFeed(),
      onAppended: () => () => undefined,
      onDue: () => () => undefined,
    };
  }

  /** The event of a stream after a version; undefined where there is none. */
  async next(tenant: string, streamId: string, version: number): Promise<RecordedEvent | undefined> {
    if ((this.begunStreams.get(streamId)?.version ?? 0) <= version) return undefined;
    const { events } = await this.read({ tenant, streamId }, { upToVersion: version + 1 });
    return events[version];
  }

  /** What is due of some kinds, the longest due first. */
  due(kinds: readonly string[]): readonly DueRow[] {
    return this.rows(dueTable)
      .filter((row) => kinds.includes(String(row['kind'])))
      .map((row) => ({
        ...{ tenant: row.tenant, streamId: row.streamId, version: row.version },
        ...{ kind: String(row['kind']), dueAt: String(row['due_at']) },
        lookAt: Date.parse(String(row['look_at'])),
      }))
      .sort((one, other) => one.lookAt - other.lookAt);
  }

  /** A due row has been worked: it goes, or is looked at again, unless an append has written it anew meanwhile. */
  async workedDue(worked: DueRow, againAt: number | undefined): Promise<void> {
    const { tenant, streamId, kind, version, dueAt } = worked;
    const present = this.due([kind]).find((row) => row.streamId === streamId);
    const isIt = present?.version === version && present.dueAt === dueAt;
    if (!isIt && !(present === undefined && againAt !== undefined)) return;
    const again =
      againAt === undefined
        ? undefined
        : { due_at: dueAt, look_at: new Date(Math.max(againAt, this.time.now() + 1_000)).toISOString() };
    await super.append({
      ...{ tenant, streamId, streamType: '', expectedVersion: version, events: [] },
      metadata: { actor: { personId: 'service:due', role: 'service' }, ...nobody },
      recordedAt: this.time.instant(),
      rows: [{ table: dueTable, columns: {}, key: { kind }, row: again }],
    });
  }

  rowOf(table: string, streamId: string): InMemoryRow | undefined {
    return this.rows(table).find((row) => row.streamId === streamId);
  }
}

const nobody = { commandId: '', correlationId: '', causationId: '' };
