/** A service that publishes contract events. `payment` keeps its name free. */
export type PublishingService = 'application' | 'mailbox' | 'identity' | 'payment';

/**
 * The Kafka topic of each publishing service. The key of every record is the stream id, so a stream keeps its order. Every
 * record of a `v2` is signed by its service; what lies in a `v1` is not read any more.
 */
export const topics = {
  application: 'application.events.v2',
  mailbox: 'mailbox.events.v2',
  identity: 'identity.events.v2',
  payment: 'payment.events.v2',
} as const satisfies Record<PublishingService, string>;

export type Topic = (typeof topics)[PublishingService];

/** Which service may publish which types, also those of a newer release: `<service>.*` stands for all that begin so. */
export const publishers = {
  'application.*': 'application',
  'mailbox.*': 'mailbox',
  'identity.*': 'identity',
  'payment.*': 'payment',
} as const satisfies Record<`${PublishingService}.*`, PublishingService>;

/** Whether a service may publish events of a type. What the table does not name, nobody may. */
export function mayPublish(service: string, type: string): boolean {
  const kind = `${type.slice(0, type.indexOf('.'))}.*`;
  return Object.hasOwn(publishers, kind) && publishers[kind as keyof typeof publishers] === service;
}
