import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { beginningOfFeed, Feed, NextLook, type FeedPosition, type FeedReading } from '#event-sourcing';
import { withAdvisoryLock, type TenantDatabase } from '#database';
import { rest, Waiter } from '#waiting';
import { BatchesUnderWay, handledLater } from './batches-under-way';
import { topicLayout, type Broker, type Publisher } from './broker';
import {
  assertOwnTransactions,
  forgetLost,
  readCheckpoint,
  readLag,
  saveCheckpoint,
  type Lag,
} from './checkpoint';
import {
  holdStreams,
  readHeldStreams,
  releaseStreams,
  versionUpTo,
  type HeldStream,
  type NewlyHeld,
} from './held-streams';
import { published } from './metrics';
import { OtherInstances } from './other-instances';
import type { Publication } from './publication';
import type { MessageSigner } from './signatures';
import { Telling, type Told } from './telling';
import { describeError } from './unavailable';

export interface RelayState {
  /** `standby`: another instance of the service runs it; `waiting`: database or broker do not answer, see `problem`. */
  readonly role: 'starting' | 'standby' | 'running' | 'waiting' | 'stopped';
  readonly problem?: string;
}

/** Events read and sent at once. */
const batchSize = 500;
/**
 * Least time from the beginning of one batch to that of the next, in ms. An event that comes alone is told at once; of many
 * at a time each would otherwise cost every consumer a round trip of its own.
 */
const pace = 60;
/** Longest time between two looks, in ms: the net under the signals, should one ever be lost. */
const slowestLook = 5_000;
/** Least time between two attempts to tell streams that are held, and between two looks whether the topic is there, in ms. */
const secondThoughts = 5_000;
const topicPatience = 30_000;
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
  private readonly feed: Feed;
  private readonly waiter = new Waiter();
  private finished: Promise<void> | undefined;
  private current: RelayState = { role: 'starting' };

  constructor(
    private readonly publication: Publication,
    private readonly database: TenantDatabase,
    private readonly broker: Broker,
    private readonly signer: MessageSigner,
  ) {
    this.feed = publication.feed ?? new Feed(publication.store);
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

  /** The streams that are not told at present, whichever instance is active. */
  heldStreams(): Promise<readonly HeldStream[]> {
    return this.database.acrossTenants((client) => readHeldStreams(client, this.publication.name));
  }

  start(): void {
    this.finished ??= this.run();
  }

  /** Finishes the batch that is under way and gives the lock back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
    this.current = { role: 'stopped' };
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
    await this.assertTopic(client);
    const publisher = await this.broker.openPublisher();
    const batches = new BatchesUnderWay((last, records) => saveCheckpoint(client, name, last, records));
    try {
      const checkpoint = await readCheckpoint(client, name);
      // Whoever begins anew holds nothing yet.
      if (checkpoint === undefined) await releaseStreams(client, name);
      const telling = new Telling(this.publication, await readHeldStreams(client, name));
      let position = checkpoint ?? beginningOfFeed;
      let ahead: Promise<FeedReading> | undefined;
      const nextLook = new NextLook();
      const [again, topicLook] = [new Pace(secondThoughts), new Pace(topicPatience)];
      this.current = { role: 'running' };
      this.logger.log(`the relay of ${name} is active here`);
      while (!signal.aborted) {
        const since = performance.now();
        const reading = await (ahead ?? this.feed.read(position, batchSize));
        const { events } = reading;
        position = events.at(-1) ?? position;
        // With a backlog three batches are in work: one is being read, one translated and signed, one on its way to the broker.
        ahead = events.length === batchSize ? handledLater(this.feed.read(position, batchSize)) : undefined;
        const told = this.signed(await telling.tell(events));
        await batches.send(() => this.publish(told, publisher, client), told.records.length, events.at(-1));
        if (telling.heldStreams.length > 0 && again.isDue()) {
          await batches.finish();
          await this.tellAgain(telling, publisher, client, position);
        }
        if (ahead) continue;
        await batches.finish();
        if (topicLook.isDue()) await this.assertTopic(client);
        if (events.length > 0) await rest(pace - (performance.now() - since), signal);
        await this.waiter.wait({ atMostMs: nextLook.after(reading) ?? slowestLook, signal });
      }
      await batches.finish();
    } finally {
      await batches.finish().catch(() => undefined);
      await publisher.close().catch(() => undefined);
    }
  }

  /**
   * A topic that is gone, or that somebody has made anew, holds nothing of what was told: it is made again, and everything is
   * told from the beginning. Nobody has a second effect of it.
   * @throws Error when everything has to be told again, from where the caller begins anew.
   */
  private async assertTopic(client: PoolClient): Promise<void> {
    const { name } = this.publication;
    const records = await this.broker.recordsEverIn(name);
    if (records === undefined) await this.broker.ensureTopics([name], topicLayout);
    if (await forgetLost(client, name, records ?? 0n)) throw new TopicLost(name);
  }

  private signed({ records, held }: Told): Told {
    return { records: this.signer.signed(this.publication.name, records), held };
  }

  /** What was translated and signed goes to the broker. */
  private async publish({ records, held }: Told, publisher: Publisher, client: PoolClient): Promise<void> {
    const { name } = this.publication;
    if (records.length > 0) await publisher.send(name, records);
    published.inc({ topic: name }, records.length);
    for (const stream of held)
      this.logger.error({ ...stream }, 'a stream cannot be told; it waits, and is tried again');
    await holdStreams(client, name, held);
  }

  /** Somebody may have repaired what could not be told. */
  private async tellAgain(
    telling: Telling,
    publisher: Publisher,
    client: PoolClient,
    checkpoint: FeedPosition,
  ): Promise<void> {
    for (const stream of telling.heldStreams) {
      const told = await telling.tellAgain(stream, await versionUpTo(client, stream, checkpoint));
      if (isUnchanged(stream, told)) continue;
      await this.publish(this.signed(told), publisher, client);
      if (told.held.length > 0) continue;
      await releaseStreams(client, this.publication.name, stream);
      this.logger.log({ stream: stream.streamId }, 'a stream that was held is told again');
    }
  }

  private waitFor(error: unknown): void {
    const problem = describeError(error);
    if (this.current.problem !== problem) this.logger.warn({ err: error }, 'the relay waits and tries again');
    this.current = { role: 'waiting', problem };
  }
}

/** The same event still cannot be told, for the same reason. */
function isUnchanged({ fromVersion, error }: NewlyHeld, { held: [first] }: Told): boolean {
  return first?.fromVersion === fromVersion && first.error === error;
}

/** The topic of a relay is gone, with everything in it. */
class TopicLost extends Error {
  constructor(topic: string) {
    super(`everything is told again: topic ${topic} was lost`);
    this.name = 'TopicLost';
  }
}

/** Says once in so many ms that something is due; at first after that time. */
class Pace {
  private last = performance.now();

  constructor(private readonly ms: number) {}

  isDue(): boolean {
    if (performance.now() - this.last < this.ms) return false;
    this.last = performance.now();
    return true;
  }
}
