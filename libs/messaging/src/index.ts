export {
  type Broker,
  type OutgoingMessage,
  type Publisher,
  type ReceivedMessage,
  type Subscriber,
  type SubscriberState,
  type Subscription,
  type TopicLayout,
} from './broker';
export { brokerAccess, brokerVariables, type BrokerAccess, type BrokerCredentials } from './broker-access';
export { type Lag } from './checkpoint';
export { type HeldStream } from './held-streams';
export { ConsumerContext } from './consumer-context';
export { noteHandledSql } from './inbox';
export { KafkaConsumerStrategy } from './kafka-consumer-strategy';
export { KafkaJsBroker } from './kafkajs-broker';
export { letIdleConnectionsIdle } from './kafkajs-idle-connection';
export { MessagingHealth } from './messaging-health';
export { type MessagesReport } from './messaging-report';
export { connectConsumers, MessagingModule, type MessagingOptions } from './messaging.module';
export { messagingMigrations } from './migrations';
export { defaultRetries, type Retries } from './message-delivery';
export { topicRights, type TopicRights } from './topic-rights';
export { MessageRefused, MessageSigner, SignatureCheck, type RefusalCode } from './signatures';
export { type Publication } from './publication';
export { Relay, type RelayState } from './relay';
