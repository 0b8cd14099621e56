import {
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type INestApplication,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CustomStrategy } from '@nestjs/microservices';
import type { PublishingService } from '#contracts';
import { databaseErrors, type TenantDatabase } from '#database';
import { HttpModule } from '#http';
import type { Broker } from './broker';
import { EventHandlers } from './event-handlers';
import { KafkaConsumerStrategy } from './kafka-consumer-strategy';
import { KafkaJsBroker } from './kafkajs-broker';
import { MessagingHealth } from './messaging-health';
import { measureLag } from './metrics';
import { Operations, parkedProblems } from './operations';
import { ParkedMessages } from './parked-messages';
import { ParkedMessagesController } from './parked-messages.controller';
import { RecordHandler, type Retries } from './record-handler';
import { Relay, type Publication } from './relay';

export interface MessagingOptions {
  /** Name of the service; its consumer group. */
  readonly service: string;
  /** `host:port` of some brokers of the cluster. */
  readonly brokers: readonly string[];
  readonly database: TenantDatabase;
  /** What the service tells the others; no relay without. */
  readonly topic?: Publication;
  /** Where the others publish; default: the topics of the contracts. */
  readonly topics?: Readonly<Record<PublishingService, string>>;
  readonly retries?: Retries;
}

/**
 * Relay and consumers of one service. Handlers are `@EventPattern` methods of the service's controllers; `main.ts` calls
 * `connectConsumers(app)` before it listens and `app.startAllMicroservices()` after.
 */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    const { service, database, topics, topic } = options;
    const broker = new KafkaJsBroker(service, options.brokers);
    const handlers = new EventHandlers();
    const parked = new ParkedMessages(database);
    const records = new RecordHandler(handlers, database, parked, options.retries);
    const relay = topic && new Relay(topic, database, broker);
    const consumers = new KafkaConsumerStrategy(broker, handlers, records, {
      service,
      ...(topics && { topics }),
      onCrash: exitOnCrash,
    });
    return {
      module: MessagingModule,
      imports: [HttpModule.forFeature({ problems: [parkedProblems], errors: [databaseErrors] })],
      controllers: [ParkedMessagesController],
      providers: [
        { provide: KafkaConsumerStrategy, useValue: consumers },
        { provide: MessagingHealth, useValue: new MessagingHealth(broker, relay, consumers) },
        { provide: Operations, useValue: new Operations(database, parked, records) },
        { provide: MessagingLife, useValue: new MessagingLife(broker, relay) },
      ],
      exports: [KafkaConsumerStrategy, MessagingHealth],
    };
  }
}

/** Starts the relay with the service and ends it before the database is closed. */
class MessagingLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly broker: Broker,
    private readonly relay: Relay | undefined,
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
