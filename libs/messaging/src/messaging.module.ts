import {
  ConfigurableModuleBuilder,
  Global,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type INestApplication,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CustomStrategy } from '@nestjs/microservices';
import { ServiceKeys, SigningKey } from '#auth';
import type { PublishingService } from '#contracts';
import { databaseErrors, type TenantDatabase } from '#database';
import { HttpModule } from '#http';
import type { Broker } from './broker';
import type { BrokerAccess } from './broker-access';
import { EventHandlers } from './event-handlers';
import { KafkaConsumerStrategy } from './kafka-consumer-strategy';
import { KafkaJsBroker } from './kafkajs-broker';
import { MessagingHealth } from './messaging-health';
import { MessagingReport, MessagingReportController } from './messaging-report';
import { measureLag } from './metrics';
import { Operations, parkedProblems } from './operations';
import { ParkedMessages } from './parked-messages';
import { ParkedMessagesController } from './parked-messages.controller';
import { MessageDelivery, type Retries } from './message-delivery';
import type { Publication } from './publication';
import { Relay } from './relay';
import { MessageSigner, SignatureCheck } from './signatures';

export interface MessagingOptions {
  /** Name of the service. */
  readonly service: string;
  /** Its consumer group; default: the service's name. Who listens to other topics needs another one. */
  readonly group?: string;
  /** Where the brokers are, and as whom (`brokerAccess`); or only `host:port` of some of them. */
  readonly brokers: BrokerAccess | readonly string[];
  readonly database: TenantDatabase;
  /** What the service tells the others; no relay without. */
  readonly topic?: Publication;
  /** Where the others publish; default: the topics of the contracts. */
  readonly topics?: Readonly<Record<PublishingService, string>>;
  readonly retries?: Retries;
}

/** Starts the relay with the service and ends it before the database is closed. */
class MessagingLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly broker: Broker,
    readonly relay: Relay | undefined,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.relay) return;
    const { relay } = this;
    measureLag(relay.topic, () => relay.lag());
    relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
    await this.broker.close();
  }
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MessagingOptions>()
  .setClassMethodName('forRoot')
  .build();

/**
 * Relay and consumers of one service: `forRoot(options)`, or `forRootAsync({ inject, useFactory })` where database and store
 * are providers. Handlers are `@EventPattern` methods of the service's controllers; `main.ts` calls `connectConsumers(app)`
 * before it listens and `app.startAllMicroservices()` after.
 */
@Global()
@Module({
  imports: [HttpModule.forFeature({ problems: [parkedProblems], errors: [databaseErrors] })],
  controllers: [ParkedMessagesController, MessagingReportController],
  providers: [
    EventHandlers,
    {
      provide: KafkaJsBroker,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ service, brokers }: MessagingOptions) => new KafkaJsBroker(service, brokers),
    },
    {
      provide: ParkedMessages,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ database }: MessagingOptions) => new ParkedMessages(database),
    },
    {
      provide: MessageDelivery,
      inject: [MODULE_OPTIONS_TOKEN, EventHandlers, ParkedMessages, ServiceKeys],
      useFactory: (
        { database, topics, retries }: MessagingOptions,
        handlers: EventHandlers,
        parked: ParkedMessages,
        keys: ServiceKeys,
      ) => {
        const believed = { signatures: new SignatureCheck(keys), ...(topics && { topics }) };
        return new MessageDelivery(handlers, database, parked, believed, retries);
      },
    },
    {
      provide: KafkaConsumerStrategy,
      inject: [MODULE_OPTIONS_TOKEN, KafkaJsBroker, EventHandlers, MessageDelivery],
      useFactory: (
        { service, group = service, topics }: MessagingOptions,
        broker: Broker,
        handlers: EventHandlers,
        messages: MessageDelivery,
      ) =>
        new KafkaConsumerStrategy(broker, handlers, messages, {
          group,
          ...(topics && { topics }),
          onCrash: exitOnCrash,
        }),
    },
    {
      provide: MessagingLife,
      inject: [MODULE_OPTIONS_TOKEN, KafkaJsBroker, SigningKey],
      useFactory: ({ topic, database }: MessagingOptions, broker: Broker, key: SigningKey) =>
        new MessagingLife(broker, topic && new Relay(topic, database, broker, new MessageSigner(key))),
    },
    {
      provide: MessagingHealth,
      inject: [KafkaJsBroker, MessagingLife, KafkaConsumerStrategy],
      useFactory: (broker: Broker, { relay }: MessagingLife, consumers: KafkaConsumerStrategy) =>
        new MessagingHealth(broker, relay, consumers),
    },
    {
      provide: MessagingReport,
      inject: [MODULE_OPTIONS_TOKEN, MessagingLife],
      useFactory: ({ database }: MessagingOptions, { relay }: MessagingLife) =>
        new MessagingReport(database, relay),
    },
    {
      provide: Operations,
      inject: [MODULE_OPTIONS_TOKEN, ParkedMessages, MessageDelivery],
      useFactory: ({ database }: MessagingOptions, parked: ParkedMessages, messages: MessageDelivery) =>
        new Operations(database, parked, messages),
    },
  ],
  exports: [KafkaConsumerStrategy, MessagingHealth],
})
export class MessagingModule extends ConfigurableModuleClass {}

/** Registers the service's `@EventPattern` methods. Messages arrive after `app.startAllMicroservices()`. */
export function connectConsumers(app: INestApplication): void {
  const strategy = app.get(KafkaConsumerStrategy, { strict: false });
  // With the application's filter, which hands on what a handler threw.
  app.connectMicroservice<CustomStrategy>({ strategy }, { inheritAppConfig: true });
}

function exitOnCrash(error: unknown): void {
  new Logger('Consumer').fatal(
    { err: error },
    'the consumer has crashed; the process ends so that it is started anew',
  );
  process.exit(1);
}
