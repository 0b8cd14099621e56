/**
 * What we need of a message broker, in our own words. One file implements it (`kafkajs-broker.ts`), so that another
 * client is one other file. Order per key and "at least once" are the broker's promises; the rest is ours.
 */
export interface Broker {
  /**
   * Connects a publisher. After a failed `send` it must be closed and a new one opened: what the failed one had under
   * way is then sent again under another producer id, never mistaken for something else.
   * @throws when no broker answers.
   */
  openPublisher(): Promise<Publisher>;
  /** Joins a consumer group and hands over its records, one after another per partition. Keeps trying while no broker answers. */
  subscribe(subscription: Subscription): Subscriber;
  /** Creates the topics that are missing. Idempotent. @throws when no broker answers. */
  ensureTopics(topics: readonly string[], layout: TopicLayout): Promise<void>;
  /**
   * How many records were ever written to a topic; undefined for a topic that does not exist.
   * @throws when no broker answers.
   */
  recordsEverIn(topic: string): Promise<bigint | undefined>;
  /** @throws when no broker answers, or one of these topics does not exist. */
  check(topics?: readonly string[]): Promise<void>;
  /** Ends what this object holds beside publishers and subscribers. */
  close(): Promise<void>;
}

export interface TopicLayout {
  readonly partitions: number;
  /** Copies of every record; without it as many as the cluster keeps by default. */
  readonly replicationFactor?: number;
}

/** The layout of every topic of ours: so far the work on it can be spread over instances of a consuming service. */
export const topicLayout: TopicLayout = { partitions: 4 };

export interface OutgoingMessage {
  /** Records with the same key keep their order. */
  readonly key: string;
  /** Bytes, because a backlog of texts would keep the garbage collector busy. */
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string | Buffer>>;
}

export interface Publisher {
  /** Resolves when every in-sync replica has all the records. Only one call at a time. */
  send(topic: string, records: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface ReceivedMessage {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text: it outgrows a JavaScript number. */
  readonly offset: string;
  /** As text; what is no UTF-8 stands there as U+FFFD, so only one that is known to be an id may be stored. */
  readonly key: string | null;
  readonly keyBytes: Buffer | null;
  readonly value: Buffer | null;
  /** What stands in the header `signatureHeader`; null where there is none, or more than one. */
  readonly signature: Buffer | null;
}

/** The header of a record in which its signature stands (`signatures.ts`). */
export const signatureHeader = 'signature';

export interface Subscription {
  /** Name of the consumer group. */
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Handles records of one partition one after another and calls `done` for each that is done for good; what it has not
   * called `done` for comes again, here or elsewhere. The membership of the group is kept alive meanwhile. When `signal` is
   * aborted (the group is re-distributed, or the service stops) it begins no other record and stops *waiting*; it may then
   * throw `WorkAbandoned`. Any other error is a crash.
   */
  readonly handle: (
    messages: readonly ReceivedMessage[],
    signal: AbortSignal,
    done: (message: ReceivedMessage) => void,
  ) => Promise<void>;
  /** The subscriber cannot go on, and will not. */
  readonly onCrash: (error: unknown) => void;
}

export interface Subscriber {
  readonly state: SubscriberState;
  /** Takes no more records, lets the current ones finish, commits and leaves the group. */
  stop(): Promise<void>;
}

export interface SubscriberState {
  readonly joined: boolean;
  /** How many partitions this member works on; 0 for a member that waits. */
  readonly partitions: number;
  readonly lastHeartbeat: Date | undefined;
  /** Why it is not joined, e.g. that no broker answers. */
  readonly problem: string | undefined;
  /**
   * Since when it waits for its place in the group, where that is all: it has just begun, or the group is being re-distributed,
   * which waits for a member that was killed until that one's session is over.
   */
  readonly joiningSince: Date | undefined;
}

/** The record was let go before it was done: it will come again. */
export class WorkAbandoned extends Error {
  constructor() {
    super('the record was let go before it was done');
    this.name = 'WorkAbandoned';
  }
}
