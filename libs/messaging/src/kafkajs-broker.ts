import { Logger } from '@nestjs/common';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  KafkaJSAggregateError,
  logLevel,
  Partitioners,
  ResourcePatternTypes,
  type AclEntry,
  type Admin,
  type Consumer,
  type EachBatchPayload,
  type ICustomPartitioner,
  type IHeaders,
  type LogEntry,
  type SASLOptions,
} from 'kafkajs';
import type { ConnectionOptions } from 'node:tls';
import { rest } from '#waiting';
import type { BrokerAccess } from './broker-access';
import { BacklogPublisher } from './backlog-publisher';
import { watchedSocket } from './broker-socket';
import {
  signatureHeader,
  WorkAbandoned,
  type Broker,
  type OutgoingMessage,
  type Publisher,
  type Subscriber,
  type SubscriberState,
  type Subscription,
  type TopicLayout,
} from './broker';
import { letIdleConnectionsIdle } from './kafkajs-idle-connection';
import { openSendingThread } from './sending-thread';
import type { TopicRights } from './topic-rights';

letIdleConnectionsIdle();
const logger = new Logger('Kafka');

/**
 * The broker port on kafkajs. Beside `kafkajs-idle-connection.ts` this is the only file that knows it; a backlog is sent by another
 * client (`sending-thread.ts`).
 */
export class KafkaJsBroker implements Broker {
  private readonly kafka: Kafka;
  private readonly access: BrokerAccess;
  private admin: Promise<Admin> | undefined;

  /**
   * @param clientId Shown in the broker's logs and metrics: the service's name.
   * @param access where the brokers are, and as whom; or only `host:port` of some of them.
   */
  constructor(
    private readonly clientId: string,
    access: BrokerAccess | readonly string[],
  ) {
    this.access = 'brokers' in access ? access : { brokers: access };
    const { brokers, tls, credentials } = this.access;
    this.kafka = new Kafka({
      clientId,
      brokers: [...brokers],
      ...(tls && { ssl: sslOptions(tls) }),
      ...(credentials && { sasl: credentials as SASLOptions }),
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
      // Its own watch over requests costs ten wake-ups a second for each connection.
      enforceRequestTimeout: false,
      socketFactory: (address) => watchedSocket(address, longestSilence),
      logLevel: logLevel.INFO,
      logCreator: () => logToService,
    });
  }

  async openPublisher(): Promise<Publisher> {
    const producer = this.kafka.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
      createPartitioner: rememberingPartitioner,
    });
    const close = () => producer.disconnect();
    try {
      await producer.connect();
    } catch (error) {
      await close();
      throw error;
    }
    const send = async (topic: string, records: readonly OutgoingMessage[]) => {
      await producer.send({ topic, acks: -1, messages: records as OutgoingMessage[] });
    };
    return new BacklogPublisher({ send, close }, () => {
      const { brokers, tls, credentials } = this.access;
      return openSendingThread({
        ...{ clientId: this.clientId, brokers, tls: tls && sslOptions(tls) },
        ...(credentials && { credentials }),
      });
    });
  }

  subscribe(subscription: Subscription): Subscriber {
    return new KafkaJsSubscriber(this.kafka, subscription);
  }

  async ensureTopics(
    topics: readonly string[],
    { partitions, replicationFactor = clusterDefault }: TopicLayout,
  ): Promise<void> {
    const existing = new Set(await this.withAdmin((admin) => admin.listTopics()));
    const missing = topics.filter((topic) => !existing.has(topic));
    if (missing.length === 0) return;
    // On a connection of its own: one that was ever asked about a topic does nothing without it.
    const admin = await this.openAdmin();
    try {
      await admin.createTopics({
        // kafkajs' own wait gives up when a new topic is not known to the broker yet.
        waitForLeaders: false,
        topics: missing.map((topic) => ({ topic, numPartitions: partitions, replicationFactor })),
      });
      await leadersElected(admin, missing);
    } catch (error) {
      if (!(error instanceof KafkaJSAggregateError)) throw error;
      const reasons = error.errors.map((one) => (one instanceof Error ? one.message : one));
      throw new Error(`${missing.join(', ')} cannot be made: ${reasons.join('; ')}`, { cause: error });
    } finally {
      await admin.disconnect();
    }
  }

  async recordsEverIn(topic: string): Promise<bigint | undefined> {
    return this.withAdmin(async (admin) => {
      if (!(await admin.listTopics()).includes(topic)) return undefined;
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.reduce((sum, { high }) => sum + BigInt(high), 0n);
    });
  }

  /**
   * Lets users of a cluster with an authorizer do this, and nothing else. Idempotent.
   * @throws when no broker answers, or whoever asks may not grant rights.
   */
  async grant(rights: readonly TopicRights[]): Promise<void> {
    await this.withAdmin((admin) => admin.createAcls({ acl: rights.flatMap(aclsOf) }));
  }

  async check(topics: readonly string[] = []): Promise<void> {
    const existing = new Set(await this.withAdmin((admin) => admin.listTopics()));
    const missing = topics.filter((topic) => !existing.has(topic));
    if (missing.length > 0)
      throw new Error(`${missing.join(', ')} is missing at the broker: its service makes it anew, if it may`);
  }

  async close(): Promise<void> {
    const admin = this.admin;
    this.admin = undefined;
    await (await admin?.catch(() => undefined))?.disconnect();
  }

  /** One connection for administration, opened on first use and given up when it fails. */
  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.admin ??= this.openAdmin();
    const opened = this.admin;
    try {
      return await work(await opened);
    } catch (error) {
      if (this.admin === opened) await this.close();
      throw error;
    }
  }

  private async openAdmin(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: 1, initialRetryTime: 100 } });
    await admin.connect();
    return admin;
  }
}

/** To write or read a topic is to know of it. A member reads its group, too. */
function aclsOf({ user, writes, reads }: TopicRights): AclEntry[] {
  const { TOPIC, GROUP } = AclResourceTypes;
  const allowed = (resourceType: AclResourceTypes, resourceName: string, operation: AclOperationTypes) => ({
    ...{ resourceType, resourceName, operation, principal: `User:${user}`, host: '*' },
    resourcePatternType: ResourcePatternTypes.LITERAL,
    permissionType: AclPermissionTypes.ALLOW,
  });
  return [
    ...writes.flatMap((topic) => [
      allowed(TOPIC, topic, AclOperationTypes.WRITE),
      allowed(TOPIC, topic, AclOperationTypes.CREATE),
    ]),
    ...reads.map((topic) => allowed(TOPIC, topic, AclOperationTypes.READ)),
    ...(reads.length > 0 ? [allowed(GROUP, user, AclOperationTypes.READ)] : []),
  ];
}

function sslOptions({
  authorities: ca,
  certificate: cert,
  key,
}: NonNullable<BrokerAccess['tls']>): ConnectionOptions {
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

/** Tells a cluster to keep as many copies as it keeps by default. */
const clusterDefault = -1;
/** Milliseconds that a new topic may take until it can be written to. */
const electionPatience = 15_000;

async function leadersElected(admin: Admin, topics: string[]): Promise<void> {
  const deadline = Date.now() + electionPatience;
  while (!(await haveLeaders(admin, topics))) {
    if (Date.now() > deadline) throw new Error(`the broker elects no leader for ${topics.join(', ')}`);
    await rest(50);
  }
}

async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const known = (await admin.fetchTopicMetadata({ topics })).topics;
    return known.every(
      ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
    );
  } catch (error) {
    // A topic that was created a moment ago may not be known to the broker yet.
    if (isKafkaJsError(error) && error.retriable) return false;
    throw error;
  }
}

/**
 * Milliseconds without any answer after which a connection is given up. The longest that a broker may think is when a group
 * is re-distributed and waits for a member that is gone (`sessionTimeout`) or finishes its record.
 */
const longestSilence = 30_000;
/** Milliseconds after which a member that sends no heartbeat is taken out of the group. */
const sessionTimeout = 10_000;
/**
 * Milliseconds between heartbeats; also how soon a member hears that the group is being re-distributed. They and the fetches
 * are what a service and the broker do while nothing happens.
 */
const heartbeatInterval = 2_000;
/**
 * Milliseconds that a fetch waits at the broker, which answers as soon as there is a record. kafkajs sends the heartbeat of a
 * member that has nothing to do between two fetches, and one that stops leaves after its fetch: so not longer.
 */
const longestFetch = 2_000;
/**
 * Milliseconds between two commits. A commit costs as much as a record; what is not committed when a member is killed comes
 * again and is recognised by the inbox.
 */
const commitInterval = 1_000;
const maxRestartPause = 5_000;

/** Keeps a member in a consumer group: hands over records, heartbeats during work, starts again after a failure of the network. */
class KafkaJsSubscriber implements Subscriber {
  private readonly stopping = new AbortController();
  private readonly finished: Promise<void>;
  private committing: NodeJS.Timeout | undefined;
  /** Knows what the member has resolved and not yet committed. */
  private resolved: EachBatchPayload | undefined;
  private current: { -readonly [Key in keyof SubscriberState]: SubscriberState[Key] } = {
    joined: false,
    partitions: 0,
    lastHeartbeat: undefined,
    problem: 'joining',
    joiningSince: new Date(),
  };

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
  ) {
    this.finished = this.run();
  }

  get state(): SubscriberState {
    return this.current;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
  }

  private async run(): Promise<void> {
    const { group, onCrash } = this.subscription;
    for (let failures = 0; !this.stopping.signal.aborted; failures += 1) {
      try {
        await this.consume(() => (failures = 0));
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.left(reason);
        if (!isRecoverable(error)) return onCrash(error);
        const pause = Math.min(maxRestartPause, 200 * 2 ** failures);
        logger.warn({ group, reason }, `consumer stopped; it starts again in ${pause} ms`);
        await rest(pause, this.stopping.signal);
      }
    }
  }

  /** Runs one consumer until the service stops (resolves) or it crashes (rejects). */
  private async consume(onJoined: () => void): Promise<void> {
    const { group, topics } = this.subscription;
    const consumer = this.kafka.consumer({
      groupId: group,
      sessionTimeout,
      heartbeatInterval,
      allowAutoTopicCreation: false,
      // kafkajs fetches on a connection of its own: heartbeats and commits do not wait behind it.
      minBytes: 1,
      maxWaitTimeInMs: longestFetch,
      // We start again ourselves, with a new consumer: kafkajs gives up for good when its own restart cannot connect.
      retry: { retries: 4, restartOnFailure: () => Promise.resolve(false) },
    });
    let crash: (error: unknown) => void = () => undefined;
    const crashed = new Promise<never>((_, reject) => (crash = reject));
    crashed.catch(() => undefined);
    const stopped = new Promise<void>((resolve) => {
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    consumer.on('consumer.crash', ({ payload }) => crash(payload.error));
    consumer.on('consumer.heartbeat', () => (this.current.lastHeartbeat = new Date()));
    consumer.on('consumer.rebalancing', () => this.left('the group is being re-distributed', new Date()));
    consumer.on('consumer.group_join', ({ payload }) => {
      const partitions = Object.values(payload.memberAssignment).reduce(
        (sum, assigned) => sum + assigned.length,
        0,
      );
      this.current = {
        joined: true,
        partitions,
        lastHeartbeat: new Date(),
        problem: undefined,
        joiningSince: undefined,
      };
      onJoined();
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        eachBatchAutoResolve: false,
        autoCommit: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: (batch) => this.work(batch, crash),
      });
      await Promise.race([crashed, stopped]);
    } finally {
      await this.commit();
      await leave(consumer);
      clearTimeout(this.committing);
      this.committing = this.resolved = undefined;
      this.left('stopped');
    }
  }

  /** Works through one batch. Records that are not resolved here come again. */
  private async work(payload: EachBatchPayload, crash: (error: unknown) => void): Promise<void> {
    const { batch, resolveOffset, heartbeat } = payload;
    const { topic, partition } = batch;
    const letGo = new AbortController();
    const signal = AbortSignal.any([letGo.signal, this.stopping.signal]);
    let membership: unknown;
    const pulse = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        membership ??= error;
        this.left('the group is being re-distributed');
        letGo.abort();
      });
    }, heartbeatInterval);
    try {
      const records = batch.messages.map(({ offset, key, value, headers }) => ({
        ...{ topic, partition, offset, value },
        key: key?.toString('utf8') ?? null,
        keyBytes: key,
        signature: onlyOne(headers?.[signatureHeader]),
      }));
      await this.subscription.handle(records, signal, ({ offset }) => resolveOffset(offset));
    } catch (error) {
      if (membership === undefined && !(error instanceof WorkAbandoned)) {
        if (isKafkaJsError(error)) throw error;
        crash(error);
      }
    } finally {
      clearInterval(pulse);
    }
    this.resolved = payload;
    // The next owner of the partition begins here.
    if (signal.aborted) await this.commit();
    else this.committing ??= setTimeout(() => void this.commit(), commitInterval);
    // Thrown here, it makes kafkajs join the group again.
    if (membership !== undefined) throw membership;
  }

  /** Commits what is resolved, of all partitions. One that fails is no loss: the next covers it, or the records come again. */
  private async commit(): Promise<void> {
    clearTimeout(this.committing);
    this.committing = undefined;
    const { resolved } = this;
    await resolved
      ?.commitOffsetsIfNecessary(resolved.uncommittedOffsets())
      .catch((error: unknown) => logger.debug({ err: error }, 'offsets were not committed'));
  }

  private left(problem: string, joiningSince?: Date): void {
    this.current = { ...this.current, joined: false, partitions: 0, problem, joiningSince };
  }
}

/** Keys whose partition is remembered. */
const rememberedKeys = 10_000;

/**
 * kafkajs' own partitioner, which is the one of all Kafka clients, asked once per key: hashing a key was measured to be a
 * fifth of its time for sending a record.
 */
export const rememberingPartitioner: ICustomPartitioner = () => {
  const partitionOf = Partitioners.DefaultPartitioner();
  let partitions = 0;
  let known = new Map<string, number>();
  return (record) => {
    const key = String(record.message.key);
    if (known.size >= rememberedKeys || record.partitionMetadata.length !== partitions) {
      partitions = record.partitionMetadata.length;
      known = new Map();
    }
    let partition = known.get(key);
    if (partition === undefined) known.set(key, (partition = partitionOf(record)));
    return partition;
  };
};

/** A header that stands there once; a repeated one comes as a list. */
function onlyOne(header: IHeaders[string]): Buffer | null {
  return Buffer.isBuffer(header) ? header : null;
}

async function leave(consumer: Consumer): Promise<void> {
  await consumer.stop().catch(() => undefined);
  await consumer.disconnect().catch(() => undefined);
}

function isKafkaJsError(error: unknown): error is Error & { retriable?: boolean } {
  return error instanceof Error && error.name.startsWith('KafkaJS');
}

/**
 * The network, the cluster or the membership failed: a new consumer can go on where this one stopped. What kafkajs has
 * given up to retry it wraps into an error that it calls "non-retriable", so the causes count.
 */
function isRecoverable(error: unknown): boolean {
  if (!isKafkaJsError(error)) return false;
  if (
    error.retriable === true ||
    /NumberOfRetriesExceeded|Connection|Broker|Timeout|Coordinator/.test(error.name)
  )
    return true;
  return isRecoverable(error.cause);
}

/**
 * kafkajs logs what it is about to retry as errors, e.g. a coordinator that is still loading. What really fails reaches
 * us as an exception or as a crash and is logged where it is handled, so nothing of kafkajs is more than a warning.
 */
function logToService({ namespace, level, log }: LogEntry): void {
  const { message, error, groupId, retryCount, broker } = log;
  const detail = {
    kafka: {
      namespace,
      error: error as unknown,
      groupId: groupId as unknown,
      retryCount: retryCount as unknown,
      broker: broker as unknown,
    },
  };
  if (level <= logLevel.WARN && !isTransient(`${message} ${String(error)}`)) logger.warn(detail, message);
  else logger.debug(detail, message);
}

function isTransient(text: string): boolean {
  return /coordinator|rebalanc|re-joining|leadership|does not host this topic|no leader|not the leader|Limiting retries|Response (Heartbeat|JoinGroup|SyncGroup|OffsetFetch|OffsetCommit|Metadata|Fetch|FindCoordinator|GroupCoordinator)|Connection error|Connection timeout|Failed to connect|Crash: KafkaJS(NumberOfRetriesExceeded|Connection)/i.test(
    text,
  );
}
