import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ContractEvent } from '#contracts';
import { validatePublished } from '#contracts';
import {
  beginningOfFeed,
  Feed,
  NextLook,
  StreamStates,
  type EventStore,
  type FeedEvent,
  type FeedPosition,
  type FeedReading,
  type FoldedStreams,
  type RecordedEvent,
  type StateChange,
} from '#event-sourcing';
import { withAdvisoryLock, type TenantDatabase } from '#database';
import { rest, Waiter } from '#waiting';
import type { Broker, OutgoingMessage, Publisher } from './broker';
import { assertOwnTransactions, readCheckpoint, readLag, saveCheckpoint, type Lag } from './checkpoint';
import { published } from './metrics';
import { OtherInstances } from './other-instances';
import { describeError, isUnavailable } from './unavailable';

/** What a service tells the others. */
export interface Publication<State = unknown> {
  /** The topic, e.g. `application.events.v1`. */
  readonly name: string;
  readonly store: Pick<EventStore, 'read' | 'readFeed' | 'endOfFeed' | 'onAppended'>;
  /** The feed of `store`, where others of this process follow it too; one of its own without. */
  readonly feed?: Feed;
  /** The streams whose contract events say what an event has changed. */
  readonly aggregate?: FoldedStreams<State>;
  /**
   * The contract event of a stored event; undefined where nothing leaves the service. Pure: the same event is told again
   * in the same words. What it throws stops the relay: no event is ever skipped.
   * @param change what the event did to the state of its stream; undefined for a stream that is not of `aggregate`.
   */
  publish(event: RecordedEvent, change: StateChange<State> | undefined): ContractEvent | undefined;
}

export interface RelayState {
  /** `standby`: another instance of the service runs it; `waiting`: database or broker do not answer; `halted`: see `problem`. */
  readonly role: 'starting' | 'standby' | 'running' | 'waiting' | 'halted' | 'stopped';
  readonly problem?: string;
}

/** A stored event that cannot be told: a mistake in the code, which only a new release repairs. */
export class UnpublishableEvent extends Error {
  constructor(event: RecordedEvent, cause: unknown) {
    super(
      `event ${event.streamId}/${event.version} (${event.type}) cannot be published: ${describeError(cause)}`,
      {
        cause,
      },
    );
    this.name = 'UnpublishableEvent';
  }
}

/** Events read and sent at once. */
const batchSize = 500;
/**
 * Least time from the beginning of one batch to that of the next, in ms. An event that comes alone is told at once; of many
 * at a time each would otherwise cost every consumer a round trip of its own.
 */
const pace = 40;
/** Longest time between two looks, in ms: the net under the signals, should one ever be lost. */
const slowestLook = 5_000;
/** Pause between two attempts to become the active relay, or after a failure, in ms. */
const retryPause = 500;

/**
 * Tells the broker every committed event of a service, in order per stream, at least once. The event table is the
 * outbox: the relay reads it behind the horizon of running transactions and moves its checkpoint after the broker's
 * acknowledgement. One instance is active at a time; its lock, and the right to move the checkpoint, live and die with
 * one connection, so an instance that lost its database cannot run on.
 */
export class Relay {
  private readonly logger = new Logger('Relay');
  private readonly stopping = new AbortController();
  private readonly states: StreamStates<unknown> | undefined;
  private readonly feed: Feed;
  private readonly waiter = new Waiter();
  private finished: Promise<void> | undefined;
  private current: RelayState = { role: 'starting' };

  constructor(
    private readonly publication: Publication,
    private readonly database: TenantDatabase,
    private readonly broker: Broker,
  ) {
    const { aggregate, store } = publication;
    this.feed = publication.feed ?? new Feed(store);
    this.states = aggregate && new StreamStates(store, aggregate);
  }

  get topic(): string {
    return this.publication.name;
  }

  get state(): RelayState {
    return this.current;
  }

  /** How far this service's topic is behind its events, whichever instance is active. */
  lag(): Promise<Lag> {
    return this.database.acrossTenants((client) => readLag(client, this.publication.name));
  }

  start(): void {
    this.finished ??= this.run();
  }

  /** Finishes the batch that is under way and gives the lock back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
    if (this.current.role !== 'halted') this.current = { role: 'stopped' };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const stopListening = this.feed.onChanged(() => this.waiter.wake());
    try {
      while (!signal.aborted) {
        try {
          await this.database.acrossTenants((client) => this.standBy(client));
        } catch (error) {
          if (signal.aborted) return;
          if (error instanceof UnpublishableEvent) {
            // The lock is given back: an instance of a newer release may be able to tell this event.
            this.current = { role: 'halted', problem: error.message };
            this.logger.fatal(
              { err: error },
              'the relay has stopped; deploy a release that can publish this event',
            );
            return;
          }
          this.waitFor(error);
        }
        await rest(retryPause, signal);
      }
    } finally {
      stopListening();
    }
  }

  /** Waits for the lock on its own connection, then leads until the connection is lost or the service stops. */
  private async standBy(client: PoolClient): Promise<void> {
    const lost = new AbortController();
    const onLost = (error: Error) => lost.abort(error);
    client.on('error', onLost);
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    const instances = new OtherInstances(client, () => this.feed.changed());
    // What is appended here is told by the active instance, which cannot know of it; that one's checkpoint tells the others.
    const stopTelling = this.publication.store.onAppended(() => {
      if (this.current.role === 'standby') instances.tell();
    });
    try {
      await instances.listen();
      while (!signal.aborted) {
        await withAdvisoryLock(client, `relay ${this.publication.name}`, () => this.lead(client, signal));
        if (signal.aborted) break;
        this.current = { role: 'standby' };
        await rest(retryPause, signal);
      }
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      stopTelling();
      await instances.leave();
      client.off('error', onLost);
    }
  }

  private async lead(client: PoolClient, signal: AbortSignal): Promise<void> {
    const { name } = this.publication;
    await assertOwnTransactions(client);
    const publisher = await this.broker.openPublisher();
    let sent = Promise.resolve();
    try {
      let position = (await readCheckpoint(client, name)) ?? beginningOfFeed;
      let ahead: Promise<FeedReading> | undefined;
      const nextLook = new NextLook();
      this.current = { role: 'running' };
      this.logger.log(`the relay of ${name} is active here`);
      while (!signal.aborted) {
        const since = performance.now();
        const reading = await (ahead ?? this.feed.read(position, batchSize));
        const { events } = reading;
        position = events.at(-1) ?? position;
        // With a backlog three batches are in work: one is being read, one translated, one on its way to the broker.
        // Never two on their way, so that order is kept also when one of them fails.
        ahead = events.length === batchSize ? handledLater(this.feed.read(position, batchSize)) : undefined;
        const batch = await this.translate(events);
        await sent;
        sent = handledLater(this.send(batch, publisher, client));
        if (batch.failure) throw await sent.then(() => batch.failure);
        if (ahead) continue;
        await sent;
        if (events.length > 0) await rest(pace - (performance.now() - since), signal);
        await this.waiter.wait({ atMostMs: nextLook.after(reading) ?? slowestLook, signal });
      }
      await sent;
    } finally {
      await sent.catch(() => undefined);
      await publisher.close().catch(() => undefined);
    }
  }

  /** The records of a batch, up to the first event that cannot be told. */
  private async translate(events: readonly FeedEvent[]): Promise<Batch> {
    const records: OutgoingMessage[] = [];
    let last: FeedPosition | undefined;
    for (const event of events) {
      try {
        // Awaited only where there is something to wait for: most states are remembered, and a backlog is long.
        const around = this.states?.around(event);
        const change = around instanceof Promise ? await around : around;
        const contract = this.publication.publish(event, change);
        if (contract !== undefined) records.push(toMessage(contract));
      } catch (error) {
        if (isUnavailable(error)) throw error;
        return { records, last, failure: new UnpublishableEvent(event, error) };
      }
      last = event;
    }
    return { records, last };
  }

  private async send({ records, last }: Batch, publisher: Publisher, client: PoolClient): Promise<void> {
    const { name } = this.publication;
    if (last === undefined) return;
    if (records.length > 0) await publisher.send(name, records);
    published.inc({ topic: name }, records.length);
    // On the connection that holds the lock: whoever lost the lock cannot move the checkpoint.
    await saveCheckpoint(client, name, last);
  }

  private waitFor(error: unknown): void {
    const problem = describeError(error);
    if (this.current.problem !== problem) this.logger.warn({ err: error }, 'the relay waits and tries again');
    this.current = { role: 'waiting', problem };
  }
}

interface Batch {
  readonly records: readonly OutgoingMessage[];
  /** The last event that was translated; undefined when there was none. */
  readonly last: FeedPosition | undefined;
  readonly failure?: UnpublishableEvent;
}

/** A promise that is awaited later: until then its failure is nobody's unhandled rejection. */
function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** @throws ContractViolation when the event breaks its contract: it must not leave. */
function toMessage(event: ContractEvent): OutgoingMessage {
  validatePublished(event);
  return { key: event.subject, value: Buffer.from(JSON.stringify(event)), headers: { ce_id: event.id } };
}
