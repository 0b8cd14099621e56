import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ContractEvent } from '#contracts';
import { validatePublished } from '#contracts';
import {
  StreamStates,
  type EventStore,
  type FeedEvent,
  type FeedPosition,
  type FoldedStreams,
  type RecordedEvent,
  type StateChange,
} from '#event-sourcing';
import { withAdvisoryLock, type TenantDatabase } from '#database';
import type { Broker, OutgoingMessage, Publisher } from './broker';
import { assertOwnTransactions, readCheckpoint, readLag, saveCheckpoint, type Lag } from './checkpoint';
import { published } from './metrics';
import { describeError, isUnavailable } from './unavailable';

/** What a service tells the others. */
export interface Publication<State = unknown> {
  /** The topic, e.g. `application.events.v1`. */
  readonly name: string;
  readonly store: Pick<EventStore, 'read' | 'readFeed' | 'onAppended'>;
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
/** Pause between two looks at an empty feed, in ms: from the first, right after an append of this process, to the last. */
const shortestPause = 2;
const longestPause = 200;
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
  private finished: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private woken = false;
  private current: RelayState = { role: 'starting' };

  constructor(
    private readonly publication: Publication,
    private readonly database: TenantDatabase,
    private readonly broker: Broker,
  ) {
    const { aggregate, store } = publication;
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
    const stopListening = this.publication.store.onAppended(() => {
      this.woken = true;
      this.wake();
    });
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
        await delay(retryPause, undefined, { signal }).catch(() => undefined);
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
    try {
      while (!signal.aborted) {
        await withAdvisoryLock(client, `relay ${this.publication.name}`, () => this.lead(client, signal));
        if (signal.aborted) break;
        this.current = { role: 'standby' };
        await delay(retryPause, undefined, { signal }).catch(() => undefined);
      }
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      client.off('error', onLost);
    }
  }

  private async lead(client: PoolClient, signal: AbortSignal): Promise<void> {
    const { name, store } = this.publication;
    await assertOwnTransactions(client);
    const publisher = await this.broker.openPublisher();
    let sent = Promise.resolve();
    try {
      let position = await readCheckpoint(client, name);
      let ahead: Promise<readonly FeedEvent[]> | undefined;
      let pause = shortestPause;
      this.current = { role: 'running' };
      this.logger.log(`the relay of ${name} is active here`);
      while (!signal.aborted) {
        this.woken = false;
        const events = await (ahead ?? store.readFeed(position, batchSize));
        position = events.at(-1) ?? position;
        // With a backlog three batches are in work: one is being read, one translated, one on its way to the broker.
        // Never two on their way, so that order is kept also when one of them fails.
        ahead = events.length === batchSize ? handledLater(store.readFeed(position, batchSize)) : undefined;
        const batch = await this.translate(events);
        await sent;
        sent = handledLater(this.send(batch, publisher, client));
        if (batch.failure) throw await sent.then(() => batch.failure);
        if (ahead) continue;
        await sent;
        pause = events.length > 0 || this.woken ? shortestPause : Math.min(longestPause, pause * 2);
        if (!this.woken) await this.idle(pause, signal);
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

  /** Waits until something is appended in this process, at most `ms`: other processes append too. */
  private async idle(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    await delay(ms, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => undefined);
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
