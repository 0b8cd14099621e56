import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { topics as contractTopics } from '#contracts';
import { DatabaseModule, TenantDatabase } from '#database';
import { documentErrors, documentProblems, Documents, DocumentsHealth, DocumentsModule } from '#documents';
import { DataKeys, EncryptionModule } from '#encryption';
import { eventErrors, EventStoreModule, Feed, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { brokerExpiries, certificateExpiries, OperationModule } from '#operations';
import { StreamsModule, tellingOf } from '#verification';
import { CityPayments } from './city-payments';
import { commands } from './commands';
import type { PaymentConfig } from './config';
import { ConfiguredPayments } from './configured-payments';
import { ApplicationConsumer } from './consumers/application.consumer';
import { foundations } from './foundations';
import { BackofficeController } from './http/backoffice.controller';
import { CallbacksController } from './http/callbacks.controller';
import { BankStatementsController } from './http/bank-statements.controller';
import { CollectionsController } from './http/collections.controller';
import { BackofficeCommandsController } from './http/command.controller';
import { PayController } from './http/pay.controller';
import { MailboxController } from './http/mailbox.controller';
import { BackofficePapersController, PortalPapersController } from './http/papers.controllers';
import { PersonsController } from './http/persons.controller';
import { PortalController } from './http/portal.controller';
import { OperationsController } from './http/operations.controller';
import { RefusedCallbacksController } from './http/refused-callbacks.controller';
import { ReconciliationController } from './http/reconciliation.controller';
import { RefundAccountController } from './http/refund-account.controller';
import { ReturnController } from './http/return.controller';
import { TransfersController } from './http/transfers.controller';
import { Ledger } from './ledger/ledger';
import { PaymentUpdates } from './live/payment-updates';
import * as described from './openapi-metadata';
import { ApplicationOrders } from './application-orders';
import { Orders } from './orders';
import { foldings, paymentAggregate } from './payment.aggregate';
import { PaperFiles } from './paper-files';
import { Papers } from './papers';
import { FactSources } from './payment-facts';
import { PaymentHandler } from './payment.handler';
import { paymentProblems } from './problems';
import { providerParts } from './provider-parts';
import { AskedProviders } from './providers/asked-providers';
import { PaymentProviders } from './providers/providers-file';
import { PaymentProvidersModule } from './providers/providers.module';
import { publish } from './publish';
import { PaymentQueryHandler } from './queries/payment-query';
import { sepaParts } from './sepa-parts';
import { sepaProblems } from './sepa/problems';
import { differencesHealth } from './reconciliation/differences';
import { reconciliationParts } from './reconciliation/parts';
import { ReconciliationRun } from './reconciliation/runs';
import { Titles } from './titles';

/** Payment: orders, attempts at providers, refunds, and what the treasury sees of them. All wiring stands here. */
@Module({})
export class PaymentModule {
  /**
   * Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override.
   * @param messaging other names of consumer group and topics, so that tests can share a broker
   */
  static with(
    config: PaymentConfig,
    {
      service = 'payment',
      topics = contractTopics,
    }: Partial<Pick<MessagingOptions, 'service' | 'topics'>> = {},
  ): DynamicModule {
    return {
      module: PaymentModule,
      imports: [
        OpenApiModule.with(described),
        CqrsModule.forRoot(),
        DatabaseModule.forRoot({ url: config.DATABASE_URL, name: 'payment', entities: [ReconciliationRun] }),
        EventStoreModule,
        EncryptionModule.forRoot(config.KEY_ENCRYPTION_KEY_FILE),
        DocumentsModule.forRoot({ config, inject: [], found: () => ownDocumentsOnly }),
        ConfigurationModule.forRoot(config.TENANTS_DIR),
        PaymentProvidersModule.forRoot(config.PAYMENT_PROVIDERS),
        AuthModule.forRoot({
          service: 'payment',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        HttpModule.forFeature({
          problems: [paymentProblems, sepaProblems, documentProblems],
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
            topic: { name: topics.payment, store, feed, aggregate: paymentAggregate, publish },
          }),
        }),
        StreamsModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, DataKeys],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, keys: DataKeys) => ({
            database,
            store,
            foldings,
            foundations: foundations(keys),
            telling: tellingOf(publish, paymentAggregate),
          }),
        }),
        OperationModule.forRoot({
          inject: [Documents],
          options: ({ store }: Documents) => ({
            ...{ service: 'payment', release: config.RELEASE },
            storage: async () => store.space?.(),
            expiries: (_, parts) => [
              ...brokerExpiries(brokerAccess(config)),
              ...parts
                .get(PaymentProviders, { strict: false })
                .certificates.flatMap((pem) => certificateExpiries(pem, 'provider-certificate')),
            ],
          }),
        }),
        HealthModule.forRoot({
          inject: [
            TenantDatabase,
            MessagingHealth,
            DataKeys,
            DocumentsHealth,
            LiveConfiguration,
            AskedProviders,
          ],
          parts: (
            database: TenantDatabase,
            messaging: MessagingHealth,
            keys: DataKeys,
            documents: DocumentsHealth,
            configuration: LiveConfiguration,
            providers: AskedProviders,
          ) => ({
            database: () => database.check(),
            keys: () => keys.check(),
            configuration: () => configuration.health(),
            // One that is away is said, and no reason to send nobody here.
            providers: () => providers.health(),
            reconciliation: () => differencesHealth(database),
            ...documents.parts(),
            ...messaging.parts(),
          }),
        }),
      ],
      controllers: [
        PortalController,
        PayController,
        PortalPapersController,
        BackofficePapersController,
        RefundAccountController,
        MailboxController,
        ReturnController,
        CallbacksController,
        RefusedCallbacksController,
        OperationsController,
        BackofficeController,
        BackofficeCommandsController,
        BankStatementsController,
        CollectionsController,
        TransfersController,
        PersonsController,
        ReconciliationController,
        ApplicationConsumer,
      ],
      providers: [
        {
          provide: ApplicationOrders,
          inject: [ServiceCaller],
          useFactory: (caller: ServiceCaller) => new ApplicationOrders(caller, config.APPLICATION_URL),
        },
        {
          provide: CityPayments,
          inject: [TenantRegistry],
          useFactory: (tenants: TenantRegistry) => new ConfiguredPayments(tenants),
        },
        Orders,
        FactSources,
        Papers,
        PaperFiles,
        PaymentHandler,
        PaymentQueryHandler,
        PaymentUpdates,
        Titles,
        {
          provide: Ledger,
          inject: [TenantDatabase, PostgresEventStore, DataKeys],
          useFactory: (...parts: ConstructorParameters<typeof Ledger>) => new Ledger(...parts),
        },
        ...providerParts(config),
        ...sepaParts,
        ...reconciliationParts,
      ],
    };
  }
}

/** Nobody hands documents in here: what lies in the store are papers of our own making, which nobody scans. */
function ownDocumentsOnly(): Promise<void> {
  return Promise.reject(new Error('malware was found where only papers of our own lie'));
}
