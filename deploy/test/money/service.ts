import 'reflect-metadata';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import type { ContractEvent } from '#contracts';
import type { ConsumerContext } from '#messaging';
import { Refusal, StreamStates, type Aggregate, type DueHandler, type RecordedEvent } from '#event-sourcing';
import { Problem } from '#http';
import type { Clock } from './clock';
import { NotedBefore, type Database, type DueRow } from './database';
import type { Fault } from './faults';
import { Programme } from './programme';

/** What a running service is made of: it is made anew whenever the service starts. */
export interface Parts {
  /** Its consumers of the other service's events. */
  readonly consumers: readonly object[];
  readonly dueHandlers: Readonly<Record<string, DueHandler>>;
}

/** How the events of one kind of stream are told. */
export type Telling = (event: RecordedEvent) => ContractEvent | Promise<ContractEvent>;

/** The telling of a service, which remembers the states of the streams it met. */
export function telling<State>(
  database: Database,
  aggregate: Pick<Aggregate<State, never, never>, 'streamType' | 'decider'>,
  publish: (
    event: RecordedEvent,
    change: { readonly before: State; readonly after: State } | undefined,
  ) => ContractEvent,
): Telling {
  const states = new StreamStates<State>(database, aggregate as never);
  return async (event) => publish(event, await states.around(event));
}

/** A service: what survives its death, and the programme that runs. */
export class Service<Of extends Parts> {
  private programme: Programme;
  private running: Of;
  /** Streams of the other service: the version up to which they were taken, and whether one is being handled. */
  private readonly taken = new Map<string, number>();
  private handling = new Set<string>();
  private working = new Set<string>();
  /** What went wrong that nobody expects. */
  readonly errors: unknown[] = [];

  constructor(
    readonly name: string,
    readonly database: Database,
    private readonly clock: Clock,
    private readonly holdsUp: () => boolean,
    private readonly faults: ReadonlySet<Fault>,
    private readonly make: (gate: Programme['gate']) => Of,
  ) {
    this.programme = new Programme(holdsUp);
    this.running = make(this.programme.gate);
  }

  /** The parts of the programme that runs now. */
  get parts(): Of {
    return this.running;
  }

  /** kill -9, and it is started again. */
  crash(): void {
    this.programme.die();
    this.handling = new Set();
    this.working = new Set();
    this.programme = new Programme(this.holdsUp);
    this.running = this.make(this.programme.gate);
  }

  resume(nth: number): void {
    this.programme.resume(nth);
  }

  get isHeldUp(): boolean {
    return this.programme.isHeldUp;
  }

  /** Somebody has it do something: what becomes of it is seen in its database. */
  begin<Result>(work: () => Promise<Result>, done: (result: Result) => void = () => undefined): void {
    work().then(done, (error: unknown) => {
      if (!(error instanceof Refusal || error instanceof Problem)) this.errors.push(error);
    });
  }

  /** Takes the next event of a stream of the other service. @returns whether there was one */
  async take(from: Database, tenant: string, streamId: string, tell: Telling): Promise<boolean> {
    if (this.handling.has(streamId)) return false;
    const event = await from.next(tenant, streamId, this.taken.get(streamId) ?? 0);
    if (event === undefined) return false;
    const { programme } = this;
    this.handling.add(streamId);
    this.handle(await tell(event)).then(
      () => {
        if (programme !== this.programme) return;
        this.handling.delete(streamId);
        this.taken.set(streamId, event.version);
      },
      (error: unknown) => {
        this.handling.delete(streamId);
        this.errors.push(error);
      },
    );
    return true;
  }

  /** An event that was taken long ago comes once more. */
  async takeAgain(
    from: Database,
    tenant: string,
    streamId: string,
    nth: number,
    tell: Telling,
  ): Promise<void> {
    const taken = this.taken.get(streamId) ?? 0;
    if (taken === 0 || this.handling.has(streamId)) return;
    const event = await from.next(tenant, streamId, nth % taken);
    if (event !== undefined) this.handle(await tell(event)).catch((error) => this.errors.push(error));
  }

  /** Works the nth row whose time has come. @returns whether there was one */
  workDue(nth: number): boolean {
    const now = this.clock.now();
    const rows = this.due.filter(
      (row) => row.lookAt <= now && !this.working.has(`${row.streamId} ${row.kind}`),
    );
    const row = rows[nth % Math.max(rows.length, 1)];
    if (row === undefined) return false;
    const name = `${row.streamId} ${row.kind}`;
    const { programme } = this;
    this.working.add(name);
    const work = async () => {
      const handler = this.running.dueHandlers[row.kind] as DueHandler;
      const isForgotten = this.faults.has('forget the due row');
      if (isForgotten) await this.database.workedDue(row, undefined);
      const { tenant, streamId, kind, dueAt } = row;
      const due = { tenant, streamId, kind, dueAt, now: this.clock.instant(), failures: 0 };
      const outcome = await handler(due, undefined as never);
      if (programme !== this.programme) return;
      this.working.delete(name);
      const againAt = outcome && Date.parse(outcome.againAt);
      if (!isForgotten || againAt !== undefined) await this.database.workedDue(row, againAt);
    };
    work().catch((error) => this.errors.push(error));
    return true;
  }

  /** What is due, and will be. */
  get due(): readonly DueRow[] {
    const kinds = Object.keys(this.running.dueHandlers);
    return this.database.due(
      this.faults.has('no poller') ? kinds.filter((kind) => kind !== 'payment-look') : kinds,
    );
  }

  private async handle(event: ContractEvent): Promise<void> {
    for (const consumer of this.running.consumers) {
      for (const [handler, handle] of handlersOf(consumer, event.type))
        await handle.call(consumer, event, this.context(event, handler));
    }
  }

  private context(event: ContractEvent, handler: string): ConsumerContext {
    const onceWith: ConsumerContext['onceWith'] = async (effect) => {
      const note = { table: 'messaging.inbox', row: { event_id: event.id, handler } };
      try {
        await effect((this.faults.has('no deduplication') ? undefined : note) as never);
        return true;
      } catch (error) {
        if (!(error instanceof NotedBefore)) throw error;
        return false;
      }
    };
    return { handler, onceWith } as ConsumerContext;
  }
}

type Handle = (event: ContractEvent, context: ConsumerContext) => Promise<void>;

/** The methods of a consumer that an event is for, as Nest finds them. */
function handlersOf(consumer: object, type: string): readonly (readonly [string, Handle])[] {
  const prototype = Object.getPrototypeOf(consumer) as Record<string, Handle>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = prototype[name] as Handle;
    const patterns = (Reflect.getMetadata(PATTERN_METADATA, method) ?? []) as readonly unknown[];
    return patterns.flat().includes(type) ? [[name, method] as const] : [];
  });
}
