import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuthModule } from '#auth';
import { topics as contractTopics } from '#contracts';
import { DataKeys, KeyEncryptionKey } from '#encryption';
import { eventErrors, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { openTenantDatabase, TenantDatabase } from '#database';
import { StreamsModule } from '#verification';
import { APPLICATION_URL, CaseFiles } from './case-files';
import type { MailboxConfig } from './config';
import { CaseEventsConsumer } from './consumers/case-events.consumer';
import { BackofficeController } from './http/backoffice.controller';
import { BackofficeCommandsController, PortalCommandsController } from './http/command.controllers';
import { MailboxChanges } from './http/mailbox-changes';
import { PortalController } from './http/portal.controller';
import { mailboxProblems } from './problems';
import { publish } from './publish';
import { ThreadQueryHandler } from './queries/thread-query';
import { FactSources } from './thread-facts';
import { foldings } from './thread.aggregate';
import { ThreadHandler } from './thread.handler';
import metadata from './openapi-metadata';

/** The mailbox (Postkorb): threads between citizen and office, notices, unread counts. */
@Module({})
export class MailboxModule implements OnApplicationShutdown {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  /** @param messaging other names of consumer group and topics, so that tests can share a broker */
  static with(
    config: MailboxConfig,
    {
      service = 'mailbox',
      topics = contractTopics,
    }: Partial<Pick<MessagingOptions, 'service' | 'topics'>> = {},
  ): DynamicModule {
    const database = openTenantDatabase(config.DATABASE_URL, { name: 'mailbox' });
    const store = new PostgresEventStore(database);
    const messaging = MessagingModule.forRoot({
      service,
      brokers: config.KAFKA_BROKERS,
      database,
      topics,
      topic: { name: topics.mailbox, store, publish },
    });
    return {
      module: MailboxModule,
      imports: [
        CqrsModule.forRoot(),
        OpenApiModule.with(metadata),
        AuthModule.forRoot({
          service: 'mailbox',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        messaging,
        StreamsModule.forRoot({ database, store, foldings }),
        HttpModule.forFeature({ problems: [mailboxProblems], errors: [eventErrors] }),
        HealthModule.forRoot({
          imports: [messaging],
          inject: [MessagingHealth],
          parts: (health: MessagingHealth) => ({
            database: () => database.check(),
            ...health.parts(),
          }),
        }),
      ],
      controllers: [
        PortalController,
        PortalCommandsController,
        BackofficeController,
        BackofficeCommandsController,
        CaseEventsConsumer,
      ],
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: PostgresEventStore, useValue: store },
        {
          provide: DataKeys,
          useValue: new DataKeys(database, KeyEncryptionKey.fromFile(config.KEY_ENCRYPTION_KEY_FILE)),
        },
        { provide: APPLICATION_URL, useValue: config.APPLICATION_URL },
        CaseFiles,
        {
          provide: FactSources,
          inject: [DataKeys, CaseFiles],
          useFactory: (keys: DataKeys, caseFiles: CaseFiles) => new FactSources(keys, caseFiles),
        },
        MailboxChanges,
        ThreadHandler,
        ThreadQueryHandler,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
