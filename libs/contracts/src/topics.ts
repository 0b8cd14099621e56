/** A service that publishes contract events. `payment` keeps its name free. */
export type PublishingService = 'application' | 'mailbox' | 'identity' | 'payment';

/** The Kafka topic of each publishing service. The key of every record is the stream id, so a stream keeps its order. */
export const topics = {
  application: 'application.events.v1',
  mailbox: 'mailbox.events.v1',
  identity: 'identity.events.v1',
  payment: 'payment.events.v1',
} as const satisfies Record<PublishingService, string>;

export type Topic = (typeof topics)[PublishingService];
