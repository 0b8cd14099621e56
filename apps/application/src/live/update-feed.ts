import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PostgresEventStore, type FeedEvent, type FeedPosition } from '#event-sourcing';
import { TenantDatabase } from '#tenancy';
import { comparePositions } from './feed-position';

/** That something happened to an application, and who may hear of it. */
export interface Update {
  readonly tenant: string;
  readonly position: FeedPosition;
  readonly applicationId: string;
  readonly type: string;
  readonly version: number;
  readonly reference: string;
  readonly status: string;
  readonly applicantId: string;
  readonly representativeId: string | null;
  /** The office that has the case, and the one that has just given it away. Empty for what was never filed. */
  readonly offices: readonly string[];
}

/** How many updates are kept for those who follow; whoever is further behind reads from the database. */
const kept = 2_000;
const batchSize = 500;
/** Longest time until an update of another process is seen, in ms. */
const slowestPollMs = 500;

/**
 * The events of the feed, behind the snapshot horizon and therefore in their final order, as updates of applications.
 * One reader per process, woken by every append of this process and polling for those of others.
 */
@Injectable()
export class UpdateFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(UpdateFeed.name);
  private recent: Update[] = [];
  /** Everything after this place is in `recent`. */
  private floor: FeedPosition = beginning;
  private head: FeedPosition = beginning;
  private readonly waiting = new Set<() => void>();
  private stopListening: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private stopped = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: PostgresEventStore,
    private readonly database: TenantDatabase,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.store.onAppended(() => this.wake());
    this.reading = this.read();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    this.wake();
    for (const resume of this.waiting) resume();
    await this.reading;
  }

  /** Where the feed ends now: what a browser that comes for the first time follows from. */
  get end(): FeedPosition {
    return this.head;
  }

  /** The updates after a place, oldest first, at most some hundred; and the place to ask from next. */
  async after(position: FeedPosition): Promise<{ updates: readonly Update[]; next: FeedPosition }> {
    if (comparePositions(position, this.floor) >= 0) {
      const updates = this.recent.filter((update) => comparePositions(update.position, position) > 0);
      return { updates, next: comparePositions(position, this.head) > 0 ? position : this.head };
    }
    const events = await this.store.readFeed(position, batchSize);
    return { updates: await this.updatesOf(events), next: events.at(-1) ?? position };
  }

  /** Resolves when there may be something new, or when the signal is aborted. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        this.waiting.delete(resume);
        signal.removeEventListener('abort', resume);
        resolve();
      };
      if (signal.aborted || this.stopped) return resume();
      this.waiting.add(resume);
      signal.addEventListener('abort', resume);
    });
  }

  private async read(): Promise<void> {
    let begun = false;
    let pauseMs = 10;
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      try {
        if (!begun) this.floor = this.head = await this.endOfFeed();
        begun = true;
        const events = await this.store.readFeed(this.head, batchSize);
        if (events.length > 0) await this.keep(events);
        pauseMs = events.length > 0 ? 5 : Math.min(pauseMs * 2, slowestPollMs);
        if (events.length === batchSize) continue;
      } catch (error) {
        this.logger.warn(error, 'the feed cannot be read; trying again');
        pauseMs = slowestPollMs;
      }
      // After an append the pause is short again: the event may still be behind the horizon when the append returns.
      if (await within(pauseMs, woken)) pauseMs = 2;
    }
  }

  private async keep(events: readonly FeedEvent[]): Promise<void> {
    const updates = await this.updatesOf(events);
    const all = [...this.recent, ...updates];
    const dropped = all.at(-kept - 1);
    this.recent = all.slice(-kept);
    if (dropped !== undefined) this.floor = dropped.position;
    this.head = events.at(-1) ?? this.head;
    for (const resume of [...this.waiting]) resume();
  }

  private async updatesOf(events: readonly FeedEvent[]): Promise<Update[]> {
    const ofApplications = events.filter(({ streamType }) => streamType === 'application');
    if (ofApplications.length === 0) return [];
    const ids = [...new Set(ofApplications.map(({ streamId }) => streamId))];
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<ApplicationRow>({
        name: 'updated_applications',
        text: `SELECT mine.tenant, mine.stream_id, mine.reference, mine.status, mine.applicant_id,
            mine.representative_id, filed.office
          FROM application.my_applications AS mine
          LEFT JOIN application.work_list AS filed USING (tenant, stream_id)
          WHERE mine.stream_id = ANY ($1::uuid[])`,
        values: [ids],
      }),
    );
    return ofApplications.flatMap((event) => {
      const row = rows.find(
        ({ tenant, stream_id }) => tenant === event.tenant && stream_id === event.streamId,
      );
      return row === undefined ? [] : [updateOf(event, row)];
    });
  }

  private async endOfFeed(): Promise<FeedPosition> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<FeedPosition>(
        `SELECT transaction_id::text AS "transactionId", position::text AS position FROM event_store.events
         WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY events.transaction_id DESC, events.position DESC LIMIT 1`,
      ),
    );
    return rows[0] ?? beginning;
  }
}

interface ApplicationRow {
  readonly tenant: string;
  readonly stream_id: string;
  readonly reference: string;
  readonly status: string;
  readonly applicant_id: string;
  readonly representative_id: string | null;
  readonly office: string | null;
}

const beginning: FeedPosition = { transactionId: '0', position: '0' };

function updateOf(event: FeedEvent, row: ApplicationRow): Update {
  const { tenant, streamId: applicationId, type, version, transactionId, position } = event;
  const left = type === 'CaseForwarded' ? [(event.data as { readonly fromOffice: string }).fromOffice] : [];
  return {
    tenant,
    position: { transactionId, position },
    applicationId,
    type,
    version,
    reference: row.reference,
    status: row.status,
    applicantId: row.applicant_id,
    representativeId: row.representative_id,
    offices: row.office === null ? [] : [row.office, ...left],
  };
}

/** Whether the event came before the time was over. */
async function within(ms: number, event: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([event.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
