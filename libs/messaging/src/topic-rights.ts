import { topics, type PublishingService, type Topic } from '#contracts';

/** What a user of the brokers may do, beside knowing of it. */
export interface TopicRights {
  /** The service's name; also the only consumer group that it may join. */
  readonly user: string;
  /** The topic that it writes, and makes anew where it is gone. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
}

/** Whose events a service listens to; the witness listens to all. */
const listensTo: Readonly<Record<string, readonly PublishingService[]>> = {
  application: ['identity', 'mailbox', 'payment'],
  mailbox: ['application', 'payment'],
  identity: [],
  payment: ['application', 'mailbox'],
  notification: ['application', 'mailbox', 'identity', 'payment'],
  audit: ['application', 'mailbox', 'identity', 'payment'],
};

/** The rights of all services in a cluster of their own: each writes its topic alone, and reads what concerns it. */
export const topicRights: readonly TopicRights[] = Object.entries(listensTo).map(([user, sources]) => ({
  user,
  writes: Object.hasOwn(topics, user) ? [topics[user as PublishingService]] : [],
  reads: sources.map((source): Topic => topics[source]),
}));
