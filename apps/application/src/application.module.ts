import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller } from '#auth';
import { topics } from '#contracts';
import { DataKeys, KeyEncryptionKey } from '#encryption';
import { eventErrors, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { MessagingHealth, MessagingModule } from '#messaging';
import { loadTenants } from '#configuration';
import { openTenantDatabase, TenantDatabase } from '#database';
import { StreamsModule } from '#verification';
import { applicationAggregate, foldings } from './application.aggregate';
import { ApplicationHandler } from './application.handler';
import { FactSources } from './case-facts';
import type { ApplicationConfig } from './config';
import { MailboxConsumer } from './consumers/mailbox.consumer';
import { CaseController } from './http/case.controller';
import { CatalogueController } from './http/catalogue.controller';
import { BackofficeCommandsController, PortalCommandsController } from './http/command.controllers';
import { EventsController } from './http/events.controller';
import { IntegrityController } from './http/integrity.controller';
import { InternalController } from './http/internal.controller';
import { PortalController } from './http/portal.controller';
import { WorkListController } from './http/work-list.controller';
import { UpdateFeed } from './live/update-feed';
import { Persons } from './persons';
import { applicationProblems } from './problems';
import { publish } from './publish';
import { CaseFileQueryHandler } from './queries/case-file-query';
import { References } from './references';
import { ServiceConfigurations } from './service-configurations';
import metadata from './openapi-metadata';

/** The application service: catalogue, the Antrag and its event store, both work lists. All wiring stands here. */
@Module({})
export class ApplicationModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(ServiceConfigurations) private readonly configurations: ServiceConfigurations,
  ) {}

  /**
   * @param topic where the service tells the others what happened
   * @throws ConfigurationError naming file, place and reason when a tenant's configuration is wrong.
   */
  static with(config: ApplicationConfig, topic: string = topics.application): DynamicModule {
    const tenants = loadTenants(config.TENANTS_DIR);
    const database = openTenantDatabase(config.DATABASE_URL, { name: 'application' });
    const store = new PostgresEventStore(database);
    const keys = new DataKeys(database, KeyEncryptionKey.fromFile(config.KEY_ENCRYPTION_KEY_FILE));
    const configurations = new ServiceConfigurations(database, tenants);
    const messaging = MessagingModule.forRoot({
      service: 'application',
      brokers: config.KAFKA_BROKERS,
      database,
      topic: { name: topic, store, aggregate: applicationAggregate, publish },
    });
    return {
      module: ApplicationModule,
      imports: [
        OpenApiModule.with(metadata),
        CqrsModule.forRoot(),
        AuthModule.forRoot({
          service: 'application',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        messaging,
        StreamsModule.forRoot({ database, store, foldings }),
        HttpModule.forFeature({ problems: [applicationProblems], errors: [eventErrors] }),
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
        CatalogueController,
        PortalController,
        PortalCommandsController,
        WorkListController,
        CaseController,
        BackofficeCommandsController,
        EventsController,
        IntegrityController,
        InternalController,
        MailboxConsumer,
      ],
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: PostgresEventStore, useValue: store },
        { provide: DataKeys, useValue: keys },
        { provide: ServiceConfigurations, useValue: configurations },
        {
          provide: FactSources,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) =>
            new FactSources(
              keys,
              configurations,
              new References(database, tenants),
              new Persons(services, config.IDENTITY_URL),
            ),
        },
        ApplicationHandler,
        CaseFileQueryHandler,
        UpdateFeed,
      ],
    };
  }

  /** Before the first request: nobody may draft with a version that is not kept. */
  async onModuleInit(): Promise<void> {
    await this.configurations.storeAll();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
