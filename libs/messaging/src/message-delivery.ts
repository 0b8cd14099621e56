import { Logger } from '@nestjs/common';
import {
  assertNotOversized,
  ContractViolation,
  mayPublish,
  parseContractEvent,
  topics as contractTopics,
  type PublishingService,
} from '#contracts';
import type { TenantDatabase } from '#database';
import { rest, Together } from '#waiting';
import { WorkAbandoned, type ReceivedMessage } from './broker';
import { ConsumerContext } from './consumer-context';
import type { AnyEvent, EventHandler, EventHandlers } from './event-handlers';
import { Standings, unmet, type Standing } from './inbox';
import { handled, retried, waited } from './metrics';
import type { ParkedMessages } from './parked-messages';
import { MessageRefused, type SignatureCheck } from './signatures';
import { describeError, isUnavailable } from './unavailable';

/** How often a handler that fails is tried again before its message is parked. */
export interface Retries {
  readonly attempts: number;
  /** Pause after the first failure, in ms; each further one is three times as long. */
  readonly firstPauseMs: number;
}

/** Five attempts within four seconds: long enough for a passing conflict, short for those who wait behind. */
export const defaultRetries: Retries = { attempts: 5, firstPauseMs: 100 };

/** Longest pause between two attempts to reach a database or another dependency, in ms. */
const longestWait = 5_000;

/** A record with the event in it. */
interface ReadMessage {
  readonly record: ReceivedMessage;
  readonly event: AnyEvent;
  readonly handlers: readonly EventHandler[];
}

/** What a consumer believes: whose signatures, and in which topic each service publishes. */
export interface Believed {
  readonly signatures: Pick<SignatureCheck, 'signerOf'>;
  readonly topics?: Readonly<Record<PublishingService, string>>;
}

/**
 * What happens to a record: read, check whether it has to wait its turn, hand to its handlers, retry, park. Nothing of
 * this is lost: when it is done, the record was handled, is parked, or is of no concern to this service. What cannot be read
 * or was not written by the service that it claims to come from is parked apart: nothing waits behind it.
 */
export class MessageDelivery {
  private readonly logger = new Logger('Consumer');
  private readonly standings: Standings;
  /** Of each handler that wants several events: those of all partitions that have come together. */
  private readonly batches = new Map<EventHandler, Together<AnyEvent, AnyEvent>>();

  constructor(
    private readonly handlers: EventHandlers,
    private readonly database: TenantDatabase,
    private readonly parked: ParkedMessages,
    private readonly believed: Believed,
    private readonly retries: Retries = defaultRetries,
  ) {
    this.standings = new Standings(database);
  }

  /**
   * Handles records of one partition one after another, calling `done` for each; begins none after `signal` is aborted.
   * @throws WorkAbandoned when `signal` is aborted while a record waits.
   */
  async handle(
    records: readonly ReceivedMessage[],
    signal: AbortSignal,
    done: (record: ReceivedMessage) => void,
  ): Promise<void> {
    const read = records.map((record) => this.read(record));
    const known = read.filter((one) => 'event' in one).filter(({ handlers }) => handlers.length > 0);
    const repeated = metTwice(known.map(({ event }) => event.id));
    let standings = new Map<ReceivedMessage, Standing>();
    if (await this.handleTogether(read, known, signal)) return read.forEach(({ record }) => done(record));
    for (const one of read) {
      if (signal.aborted) return;
      if ('violation' in one) {
        await this.parkApart(one.record, one.violation, signal);
      } else if (one.handlers.length > 0) {
        if (!standings.has(one.record)) {
          // All that is left at once; anew after a message was parked, which those behind it must not overtake, and after an
          // event that lies there twice.
          const left = known.slice(known.indexOf(one));
          const read = await this.onceAvailable('inbox', signal, () => this.standings.of(left));
          standings = new Map(left.map(({ record }, nth) => [record, read[nth] ?? unmet]));
        }
        const isParked = await this.handleEvent(one, standings.get(one.record) ?? unmet, signal);
        if (isParked || repeated.has(one.event.id)) standings = new Map();
      }
      done(one.record);
    }
  }

  /**
   * Hands over several events at once where the only handler wants that and none of them has to wait its turn.
   * @returns false where each has to go its own way, which they may also after an attempt that failed.
   */
  private async handleTogether(
    read: readonly (ReadMessage | Unreadable)[],
    known: readonly ReadMessage[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const [handler, ...others] = new Set(known.flatMap(({ handlers }) => handlers));
    if (handler?.inBatches !== true || others.length > 0 || signal.aborted) return false;
    if (read.some((one) => 'violation' in one)) return false;
    const standings = await this.onceAvailable('inbox', signal, () => this.standings.of(known));
    if (standings.some(({ keyParked }) => keyParked)) return false;
    try {
      await this.onceAvailable(handler.name, signal, () =>
        this.batchesOf(handler).of(known.map(({ event }) => event)),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkAbandoned) throw error;
      this.logger.warn({ handler: handler.name, err: error }, 'a handler failed; each event comes alone');
      return false;
    }
  }

  /** Each attempt that follows a failure is one event's alone: what one partition holds must not fail for another's. */
  private batchesOf(handler: EventHandler): Together<AnyEvent, AnyEvent> {
    const known = this.batches.get(handler);
    if (known !== undefined) return known;
    const together = new Together(async (events: readonly AnyEvent[]) => {
      await this.attempt(handler, events);
      return events;
    });
    this.batches.set(handler, together);
    return together;
  }

  private read(record: ReceivedMessage): ReadMessage | Unreadable {
    try {
      const event = this.believe(record);
      // None: of no concern here, or of a newer type: acknowledged.
      return { record, event, handlers: this.handlers.of(event.type) };
    } catch (error) {
      if (!(error instanceof ContractViolation || error instanceof MessageRefused)) throw error;
      return { record, violation: error };
    }
  }

  /**
   * The event in a record, if the service that it claims to come from has written it.
   * @throws ContractViolation or MessageRefused
   */
  private believe(record: ReceivedMessage): AnyEvent {
    const { signatures, topics = contractTopics } = this.believed;
    assertNotOversized(record.value);
    const signer = signatures.signerOf(record);
    const event = parseContractEvent(record.value);
    if (event.subject !== record.key)
      throw new ContractViolation('invalid', 'the key of the record is not the stream of its event');
    if (!mayPublish(signer, event.type) || topics[signer as PublishingService] !== record.topic)
      throw new MessageRefused('foreign', `${signer} may not publish ${event.type} in this topic`);
    return event;
  }

  private async parkApart(
    record: ReceivedMessage,
    { code: reason, message }: ContractViolation | MessageRefused,
    signal: AbortSignal,
  ): Promise<void> {
    this.logger.error({ ...place(record), reason, message }, 'a message is parked apart');
    await this.onceAvailable('park', signal, () =>
      this.parked.park(record, { reason, error: message, attempts: 0 }),
    );
  }

  /** @returns whether the message was parked, so that those of its key are to wait behind it from now on. */
  private async handleEvent(
    { record, event, handlers }: ReadMessage,
    standing: Standing,
    signal: AbortSignal,
  ): Promise<boolean> {
    const open = handlers.filter((handler) => isOpen(handler, standing));
    if (open.length === 0) return false;
    if (standing.keyParked) {
      if (await this.onceAvailable('park', signal, () => this.parked.parkBehind(record, event))) return false;
    }
    let failure: { readonly handler: string; readonly error: unknown } | undefined;
    for (const handler of open) {
      try {
        await this.persist(handler, event, signal);
      } catch (error) {
        if (error instanceof WorkAbandoned) throw error;
        failure ??= { handler: handler.name, error };
      }
    }
    if (failure === undefined) return false;
    const { handler, error } = failure;
    const why = {
      reason: 'handler-failed',
      error: `${handler}: ${describeError(error)}`,
      attempts: this.retries.attempts,
    } as const;
    this.logger.error({ ...place(record), event: event.id, handler, err: error }, 'a message is parked');
    await this.onceAvailable('park', signal, () => this.parked.park(record, why, event));
    return true;
  }

  /**
   * Handles a parked message once more, one attempt for each handler that has not had its effect yet.
   * @throws what the message or the handler fails with.
   */
  async deliverAgain(record: ReceivedMessage): Promise<void> {
    const event = this.believe(record);
    const [standing = unmet] = await this.standings.of([{ record, event }]);
    for (const handler of this.handlers.of(event.type)) {
      if (isOpen(handler, standing)) await this.attempt(handler, [event]);
    }
  }

  /** The names of the handlers that a type concerns. */
  handlersOf(type: string): readonly string[] {
    return this.handlers.of(type).map(({ name }) => name);
  }

  /** Tries a bounded number of times; attempts that meet missing infrastructure do not count. */
  private async persist(handler: EventHandler, event: AnyEvent, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.onceAvailable(handler.name, signal, () => this.attempt(handler, [event]));
      } catch (error) {
        if (error instanceof WorkAbandoned || attempt >= this.retries.attempts) throw error;
        retried.inc({ handler: handler.name });
        this.logger.warn({ event: event.id, handler: handler.name, attempt, err: error }, 'a handler failed');
        await pause(this.retries.firstPauseMs * 3 ** (attempt - 1), signal);
      }
    }
  }

  private async attempt(handler: EventHandler, events: readonly AnyEvent[]): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const context = new ConsumerContext(this.database, first, handler.name);
    await handler.handle(events, context);
    // A handler without an effect of its own in our database; noted so that a later delivery skips it.
    if (!context.settled && !handler.everyDelivery) await context.once(() => Promise.resolve());
    handled.inc({ handler: handler.name }, events.length);
  }

  /** Waits while the database, or what a handler needs, does not answer: that is nobody's poison message. */
  private async onceAvailable<T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        waited.inc({ handler: what });
        if (failures === 0) this.logger.warn({ what, err: error }, 'infrastructure does not answer; waiting');
        await pause(Math.min(longestWait, 100 * 2 ** failures), signal);
      }
    }
  }
}

/** A record that breaks the contract, or that nobody who may has signed. */
interface Unreadable {
  readonly record: ReceivedMessage;
  readonly violation: ContractViolation | MessageRefused;
}

function metTwice(ids: readonly string[]): ReadonlySet<string> {
  const met = new Set<string>();
  return new Set(ids.filter((id) => met.has(id) || !met.add(id)));
}

function isOpen({ name, everyDelivery }: EventHandler, { handledBy }: Standing): boolean {
  return everyDelivery || !handledBy.includes(name);
}

function place({ topic, partition, offset }: ReceivedMessage) {
  return { topic, partition, offset };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await rest(ms, signal);
  if (signal.aborted) throw new WorkAbandoned();
}
