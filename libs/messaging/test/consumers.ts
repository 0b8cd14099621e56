import { Module, type INestApplication, type Type } from '@nestjs/common';
import type { ContractEvent, UnknownContractEvent } from '#contracts';
import { AuthModule } from '#auth';
import { createService, type LogLevel } from '#http';
import {
  connectConsumers,
  KafkaConsumerStrategy,
  MessagingHealth,
  MessagingModule,
  type ConsumerContext,
} from '#messaging';
import { eventually, testBrokers } from '#testing';
import { serviceKeys } from './messages';
import { everythingOn, type TestService } from './service';

export { serviceKeys as consumerKeys };

export interface ConsumerSettings {
  readonly service: Pick<TestService, 'database' | 'group'>;
  readonly topic: string;
  readonly controller: Type;
  readonly brokers?: readonly string[];
  /** The public keys of those who publish, where they are not those of this process. */
  readonly publicKeysFile?: string;
  readonly attempts?: number;
  readonly logLevel?: LogLevel;
}

/** One instance of a service that consumes a topic, started as `startService` does. Resolves when it has joined its group. */
export async function startConsumers(settings: ConsumerSettings): Promise<INestApplication> {
  const app = await createConsumers(settings);
  await app.startAllMicroservices();
  await eventually('the consumer joins its group', () => consumersOf(app).state?.joined, 30_000);
  return app;
}

export async function createConsumers(settings: ConsumerSettings): Promise<INestApplication> {
  const { service, topic, controller, brokers = testBrokers(), attempts = 3, logLevel = 'silent' } = settings;
  const { publicKeysFile = serviceKeys.publicKeysFile } = settings;
  const auth = {
    service: 'testing',
    privateKeyFile: serviceKeys.privateKeyFile('testing'),
    publicKeysFile,
  };
  const messaging = MessagingModule.forRoot({
    service: service.group,
    brokers,
    database: service.database,
    topics: everythingOn(topic),
    retries: { attempts, firstPauseMs: 5 },
  });
  @Module({ imports: [AuthModule.forRoot(auth), messaging], controllers: [controller] })
  class TestConsumers {}
  const app = await createService(TestConsumers, {
    service: 'testing',
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: logLevel,
    openApi: false,
    configure: connectConsumers,
  });
  await app.listen(0, '127.0.0.1');
  return app;
}

export function consumersOf(app: INestApplication): KafkaConsumerStrategy {
  return app.get(KafkaConsumerStrategy, { strict: false });
}

export function healthOf(app: INestApplication): ReturnType<MessagingHealth['parts']> {
  return app.get(MessagingHealth, { strict: false }).parts();
}

/** The effect of these tests: one row. */
export function writeEffect(
  event: ContractEvent | UnknownContractEvent,
  context: ConsumerContext,
): Promise<boolean> {
  return context.once((client) =>
    client.query('INSERT INTO testing.effects (tenant, stream_id, version, type) VALUES ($1, $2, $3, $4)', [
      event.tenant,
      event.subject,
      event.streamversion,
      event.type,
    ]),
  );
}
