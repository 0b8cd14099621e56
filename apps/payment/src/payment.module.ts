import { Module, type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller, ServiceKeys } from '#auth';
import { ConfigurationModule, LiveConfiguration } from '#configuration';
import { topics as contractTopics } from '#contracts';
import { DatabaseModule, TenantDatabase } from '#database';
import { documentErrors, documentProblems, DocumentsHealth, DocumentsModule } from '#documents';
import { DataKeys, EncryptionModule } from '#encryption';
import { eventErrors, EventStoreModule, Feed, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { StreamsModule, tellingOf } from '#verification';
import { CityPayments, UnconfiguredPayments } from './city-payments';
import type { PaymentConfig } from './config';
import { CallbacksController } from './http/callbacks.controller';
import { PayController } from './http/pay.controller';
import { ReturnController } from './http/return.controller';
import * as described from './openapi-metadata';
import { ApplicationOrders, Orders } from './orders';
import { foldings } from './payment.aggregate';
import { FactSources } from './payment-facts';
import { PaymentHandler } from './payment.handler';
import { paymentProblems } from './problems';
import { providerParts } from './provider-parts';
import { AskedProviders } from './providers/asked-providers';
import { PaymentProvidersModule } from './providers/providers.module';
import { publish } from './publish';

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
        DatabaseModule.forRoot({ url: config.DATABASE_URL, name: 'payment' }),
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
          problems: [paymentProblems, documentProblems],
          errors: [eventErrors, documentErrors],
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, Feed],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, feed: Feed) => ({
            service,
            brokers: brokerAccess(config),
            database,
            topics,
            topic: { name: topics.payment, store, feed, publish },
          }),
        }),
        StreamsModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore],
          useFactory: (database: TenantDatabase, store: PostgresEventStore) => ({
            database,
            store,
            foldings,
            telling: tellingOf(publish),
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
            // One that is away is said, and no reason to send nobody here any more.
            providers: () => providers.health(),
            ...documents.parts(),
            ...messaging.parts(),
          }),
        }),
      ],
      controllers: [PayController, ReturnController, CallbacksController],
      providers: [
        { provide: CityPayments, useClass: UnconfiguredPayments },
        {
          provide: Orders,
          inject: [ServiceKeys, ServiceCaller, CommandBus],
          useFactory: (keys: ServiceKeys, caller: ServiceCaller, commands: CommandBus) =>
            new Orders(keys, new ApplicationOrders(caller, config.APPLICATION_URL), commands),
        },
        {
          provide: FactSources,
          inject: [DataKeys, CityPayments],
          useFactory: (keys: DataKeys, cities: CityPayments) => new FactSources(keys, cities),
        },
        PaymentHandler,
        ...providerParts(config),
      ],
    };
  }
}

/** Nobody hands documents in here: what lies in the store are receipts of our own making, which nobody scans. */
function ownDocumentsOnly(): Promise<void> {
  return Promise.reject(new Error('malware was found where only receipts of our own lie'));
}
