import { Module, type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller, ServiceKeys, SigningKey } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { topics } from '#contracts';
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
import { AdoptedConfigurations } from './adopted-configurations';
import { applicationAggregate, foldings } from './application.aggregate';
import { ApplicationHandler } from './application.handler';
import { FactSources } from './case-facts';
import { CaseNames } from './case-names';
import { Deputies, deputyProblems, StoredDeputy } from './deputies';
import { FormerApplications } from './former-applications';
import { commands } from './commands';
import { foundations } from './foundations';
import type { ApplicationConfig } from './config';
import { ConfigurationVersions } from './configuration-versions';
import { IdentityConsumer } from './consumers/identity.consumer';
import { MailboxConsumer } from './consumers/mailbox.consumer';
import { PaymentConsumer } from './consumers/payment.consumer';
import { Drafts } from './drafts';
import { FollowOrderHandler, LookAtFilingHandler } from './filing.handler';
import { dueHandlers, withdrawingDocument } from './due';
import { AlertsController } from './http/alerts.controller';
import { BulkController } from './http/bulk.controller';
import { CaseController } from './http/case.controller';
import { CatalogueController } from './http/catalogue.controller';
import { BackofficeCommandsController, PortalCommandsController } from './http/command.controllers';
import { ConfigurationVersionsController } from './http/configuration-versions.controller';
import { ConfigurationController } from './http/configuration.controller';
import { DeputiesController } from './http/deputies.controller';
import { BackofficeDocumentsController, PortalDocumentsController } from './http/documents.controller';
import { EventsController } from './http/events.controller';
import { IntegrityController } from './http/integrity.controller';
import { FiguresController } from './http/figures.controller';
import { InternalController } from './http/internal.controller';
import { OfficePersonsController } from './http/office-persons.controller';
import { OrderController } from './http/order.controller';
import { OrdersController } from './http/orders.controller';
import { OwnDocumentsController } from './http/own-documents.controller';
import { OwnListsController, ownListsProblems } from './http/own-lists.controller';
import { PeopleController } from './http/people.controller';
import { PersonsController } from './http/persons.controller';
import { PortalController } from './http/portal.controller';
import { PresenceController } from './http/presence.controller';
import { StaffCatalogueController } from './http/staff-catalogue.controller';
import { TenantController } from './http/tenant.controller';
import { WorkListController } from './http/work-list.controller';
import { ApplicationUpdates } from './live/application-updates';
import * as described from './openapi-metadata';
import { LinkCasesHandler } from './link-cases.handler';
import { Mails } from './mails';
import { ApplicationMatters } from './matters';
import { PaperContents } from './paper-contents';
import { Orders } from './orders';
import { Papers } from './papers';
import { Payers } from './payers';
import { PersonReadings } from './person-readings';
import { Persons } from './persons';
import { PreviewLinks, previewProblems } from './preview-links';
import { applicationProblems } from './problems';
import { publish } from './publish';
import { AlertSettings } from './read-models/alert-settings';
import { ListSettings, SavedSearch } from './read-models/own-lists';
import { CaseFileQueryHandler } from './queries/case-file-query';
import { References } from './references';
import { ServiceConfigurations } from './service-configurations';

/** The application service: catalogue, the Antrag and its event store, both work lists. All wiring stands here. */
@Module({})
export class ApplicationModule {
  /**
   * Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override.
   * @param topic where the service tells the others what happened; tests have topics of their own
   * @param listening where the others tell what happened to them, and as which group; default: as in operation
   */
  static with(
    config: ApplicationConfig,
    topic: string = topics.application,
    listening: Pick<MessagingOptions, 'topics' | 'group'> = {},
  ): DynamicModule {
    return {
      module: ApplicationModule,
      imports: [
        OpenApiModule.with(described),
        CqrsModule.forRoot(),
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          name: 'application',
          entities: [StoredDeputy, AlertSettings, SavedSearch, ListSettings],
        }),
        ConfigurationModule.forRoot(config.TENANTS_DIR),
        EventStoreModule,
        EncryptionModule.forRoot(config.KEY_ENCRYPTION_KEY_FILE),
        DocumentsModule.forRoot({ config, inject: [CommandBus], found: withdrawingDocument }),
        AuthModule.forRoot({
          service: 'application',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        HttpModule.forFeature({
          problems: [
            applicationProblems,
            documentProblems,
            previewProblems,
            deputyProblems,
            ownListsProblems,
          ],
          errors: [eventErrors, documentErrors],
          actions: commands.map(({ name }) => name),
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, Feed],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, feed: Feed) => ({
            service: 'application',
            brokers: brokerAccess(config),
            database,
            topic: { name: topic, store, feed, aggregate: applicationAggregate, publish },
            ...listening,
          }),
        }),
        StreamsModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, DataKeys],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, keys: DataKeys) => ({
            database,
            store,
            foldings,
            foundations: foundations(keys),
            telling: tellingOf(publish, applicationAggregate),
          }),
        }),
        OperationModule.forRoot({
          inject: [Documents],
          options: ({ store }: Documents) => ({
            ...{ service: 'application', release: config.RELEASE },
            storage: async () => store.space?.(),
            expiries: () => brokerExpiries(brokerAccess(config)),
          }),
        }),
        HealthModule.forRoot({
          inject: [TenantDatabase, MessagingHealth, DataKeys, DocumentsHealth, LiveConfiguration],
          parts: (
            database: TenantDatabase,
            messaging: MessagingHealth,
            keys: DataKeys,
            documents: DocumentsHealth,
            configuration: LiveConfiguration,
          ) => ({
            database: () => database.check(),
            keys: () => keys.check(),
            ...documents.parts(),
            configuration: () => configuration.health(),
            ...messaging.parts(),
          }),
        }),
      ],
      controllers: [
        CatalogueController,
        StaffCatalogueController,
        TenantController,
        ConfigurationController,
        ConfigurationVersionsController,
        PortalController,
        PortalCommandsController,
        OrderController,
        WorkListController,
        CaseController,
        BackofficeCommandsController,
        PortalDocumentsController,
        OwnDocumentsController,
        BackofficeDocumentsController,
        EventsController,
        IntegrityController,
        InternalController,
        OrdersController,
        PersonsController,
        PeopleController,
        OfficePersonsController,
        BulkController,
        PresenceController,
        DeputiesController,
        AlertsController,
        OwnListsController,
        FiguresController,
        MailboxConsumer,
        IdentityConsumer,
        PaymentConsumer,
      ],
      providers: [
        {
          provide: Persons,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) => new Persons(services, config.IDENTITY_URL),
        },
        {
          provide: PersonReadings,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) => new PersonReadings(services, config.AUDIT_URL),
        },
        {
          provide: Mails,
          inject: [ServiceCaller],
          useFactory: (services: ServiceCaller) => new Mails(services, config.NOTIFICATION_URL),
        },
        {
          provide: DueWorker,
          inject: [
            ...[TenantDatabase, PostgresEventStore, CommandBus, DataKeys, Documents, Mails],
            ...[CaseNames, ServiceConfigurations],
          ],
          useFactory: (
            database: TenantDatabase,
            store: PostgresEventStore,
            commands: CommandBus,
            keys: DataKeys,
            documents: Documents,
            mails: Mails,
            names: CaseNames,
            configurations: ServiceConfigurations,
          ) =>
            new DueWorker(
              database,
              store,
              dueHandlers({
                ...{ commands, keys, store, documents, mails, names, configurations },
                makesPapers: config.MAKES_PAPERS,
              }),
            ),
        },
        CaseNames,
        ServiceConfigurations,
        AdoptedConfigurations,
        ConfigurationVersions,
        {
          provide: PreviewLinks,
          inject: [SigningKey, ServiceKeys],
          useFactory: (signing: SigningKey, keys: ServiceKeys) => new PreviewLinks(signing, keys),
        },
        {
          provide: References,
          inject: [TenantDatabase, TenantRegistry, ServiceCaller],
          useFactory: (database: TenantDatabase, tenants: TenantRegistry, services: ServiceCaller) =>
            new References(database, tenants, services, config.AUDIT_URL),
        },
        {
          provide: Orders,
          inject: [SigningKey, TenantDatabase, PostgresEventStore, ServiceConfigurations],
          useFactory: (
            signing: SigningKey,
            database: TenantDatabase,
            store: PostgresEventStore,
            configurations: ServiceConfigurations,
          ) => new Orders(signing, database, store, configurations),
        },
        Drafts,
        Payers,
        PaperContents,
        Papers,
        ApplicationMatters,
        {
          provide: HandingIn,
          inject: [Documents, ApplicationMatters],
          useFactory: (documents: Documents, matters: ApplicationMatters) =>
            new HandingIn(documents, matters),
        },
        FormerApplications,
        Deputies,
        FactSources,
        ApplicationHandler,
        LinkCasesHandler,
        FollowOrderHandler,
        LookAtFilingHandler,
        CaseFileQueryHandler,
        ApplicationUpdates,
      ],
    };
  }
}
