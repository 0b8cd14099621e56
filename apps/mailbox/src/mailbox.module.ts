import { Module, type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller } from '#auth';
import { topics as contractTopics } from '#contracts';
import { DatabaseModule, TenantDatabase } from '#database';
import {
  documentErrors,
  documentProblems,
  Documents,
  DocumentsHealth,
  DocumentsModule,
  HandingIn,
} from '#documents';
import { DataKeys, EncryptionModule } from '#encryption';
import { DueWorker, eventErrors, EventStoreModule, Feed, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { brokerExpiries, OperationModule } from '#operations';
import { StreamsModule, tellingOf } from '#verification';
import { CaseFiles } from './case-files';
import { commands } from './commands';
import type { MailboxConfig } from './config';
import { dueHandlers, withdrawingAttachment } from './documents';
import { foundations } from './foundations';
import { CaseEventsConsumer } from './consumers/case-events.consumer';
import { PaymentEventsConsumer } from './consumers/payment-events.consumer';
import { BackofficeController } from './http/backoffice.controller';
import { BackofficeCommandsController, PortalCommandsController } from './http/command.controllers';
import { BackofficeAttachmentsController, PortalAttachmentsController } from './http/documents.controllers';
import { PersonsController } from './http/persons.controller';
import { PortalController } from './http/portal.controller';
import { ThreadUpdates } from './live/thread-updates';
import { ThreadMatters } from './matters';
import * as described from './openapi-metadata';
import { mailboxProblems } from './problems';
import { PaymentLines } from './payment-lines';
import { publish } from './publish';
import { ThreadQueryHandler } from './queries/thread-query';
import { FactSources } from './thread-facts';
import { foldings } from './thread.aggregate';
import { ThreadHandler } from './thread.handler';

/** The mailbox (Postkorb): threads between citizen and office, notices, unread counts. All wiring stands here. */
@Module({})
export class MailboxModule {
  /**
   * Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override.
   * @param messaging other names of consumer group and topics, so that tests can share a broker
   */
  static with(
    config: MailboxConfig,
    {
      service = 'mailbox',
      topics = contractTopics,
    }: Partial<Pick<MessagingOptions, 'service' | 'topics'>> = {},
  ): DynamicModule {
    return {
      module: MailboxModule,
      imports: [
        OpenApiModule.with(described),
        CqrsModule.forRoot(),
        DatabaseModule.forRoot({ url: config.DATABASE_URL, name: 'mailbox' }),
        EventStoreModule,
        EncryptionModule.forRoot(config.KEY_ENCRYPTION_KEY_FILE),
        DocumentsModule.forRoot({ config, inject: [CommandBus], found: withdrawingAttachment }),
        AuthModule.forRoot({
          service: 'mailbox',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        HttpModule.forFeature({
          problems: [mailboxProblems, documentProblems],
          errors: [eventErrors, documentErrors],
          actions: commands.map(({ name }) => name),
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, Feed],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, feed: Feed) => ({
            service,
            brokers: brokerAccess(config),
            database,
            topics,
            topic: { name: topics.mailbox, store, feed, publish },
          }),
        }),
        StreamsModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, DataKeys],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, keys: DataKeys) => ({
            database,
            store,
            foldings,
            foundations: foundations(keys),
            telling: tellingOf(publish),
          }),
        }),
        OperationModule.forRoot({
          inject: [Documents],
          options: ({ store }: Documents) => ({
            ...{ service: 'mailbox', release: config.RELEASE },
            storage: async () => store.space?.(),
            expiries: () => brokerExpiries(brokerAccess(config)),
          }),
        }),
        HealthModule.forRoot({
          inject: [TenantDatabase, MessagingHealth, DataKeys, DocumentsHealth],
          parts: (
            database: TenantDatabase,
            messaging: MessagingHealth,
            keys: DataKeys,
            documents: DocumentsHealth,
          ) => ({
            database: () => database.check(),
            keys: () => keys.check(),
            ...documents.parts(),
            ...messaging.parts(),
          }),
        }),
      ],
      controllers: [
        PortalController,
        PortalCommandsController,
        BackofficeController,
        BackofficeCommandsController,
        PersonsController,
        PortalAttachmentsController,
        BackofficeAttachmentsController,
        CaseEventsConsumer,
        PaymentEventsConsumer,
      ],
      providers: [
        {
          provide: CaseFiles,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) => new CaseFiles(services, config.APPLICATION_URL),
        },
        {
          provide: PaymentLines,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) => new PaymentLines(services, config.PAYMENT_URL),
        },
        ThreadMatters,
        {
          provide: HandingIn,
          inject: [Documents, ThreadMatters],
          useFactory: (documents: Documents, matters: ThreadMatters) => new HandingIn(documents, matters),
        },
        {
          provide: DueWorker,
          inject: [TenantDatabase, PostgresEventStore, Documents],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, documents: Documents) =>
            new DueWorker(database, store, dueHandlers(documents)),
        },
        FactSources,
        ThreadHandler,
        ThreadQueryHandler,
        ThreadUpdates,
      ],
    };
  }
}
