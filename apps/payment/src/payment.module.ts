import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuthModule } from '#auth';
import { caseAccessAggregate } from '#commands';
import { ConfigurationModule, LiveConfiguration } from '#configuration';
import { topics as contractTopics } from '#contracts';
import { DatabaseModule, TenantDatabase } from '#database';
import { documentErrors, documentProblems, DocumentsHealth, DocumentsModule } from '#documents';
import { DataKeys, EncryptionModule } from '#encryption';
import { eventErrors, EventStoreModule, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { folding, StreamsModule, type Folding } from '#verification';
import type { PaymentConfig } from './config';
import * as described from './openapi-metadata';

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(caseAccessAggregate)];

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
        AuthModule.forRoot({
          service: 'payment',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        HttpModule.forFeature({ problems: [documentProblems], errors: [eventErrors, documentErrors] }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => ({
            service,
            brokers: brokerAccess(config),
            database,
            topics,
          }),
        }),
        StreamsModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore],
          useFactory: (database: TenantDatabase, store: PostgresEventStore) => ({
            database,
            store,
            foldings,
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
            configuration: () => configuration.health(),
            ...documents.parts(),
            ...messaging.parts(),
          }),
        }),
      ],
    };
  }
}

/** Nobody hands documents in here: what lies in the store are receipts of our own making, which nobody scans. */
function ownDocumentsOnly(): Promise<void> {
  return Promise.reject(new Error('malware was found where only receipts of our own lie'));
}
