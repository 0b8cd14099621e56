import { AuthModule, ServiceCaller } from '#auth';
import { HealthModule } from '#http';
import { MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { loadTenants, TenantRegistry } from '#configuration';
import { openTenantDatabase, TenantDatabase } from '#database';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundComparison } from './comparison/background-comparison';
import { ComparedSources } from './comparison/compared-sources';
import { Comparer, type Reception } from './comparison/comparer';
import { SourceStreams, type Source } from './comparison/source-streams';
import type { AuditConfig } from './config';
import { WitnessConsumer } from './consumers/witness.consumer';
import { AuditController } from './http/audit.controller';
import { ComparisonController } from './http/comparison.controller';
import { ApplicationView } from './queries/application-view';
import { CaseReplay } from './queries/case-replay';
import { AuditorAccesses } from './read-models/auditor-accesses';
import { Witness } from './read-models/witness';

/** The independent witness of all events. It publishes nothing. */
@Module({})
export class AuditModule implements OnApplicationShutdown {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  static with(config: AuditConfig, messaging: Partial<MessagingOptions> = {}): DynamicModule {
    const database = openTenantDatabase(config.DATABASE_URL, { name: 'audit' });
    const tenants = loadTenants(config.TENANTS_DIR);
    const sources: readonly Source[] = [
      { name: 'application', url: config.APPLICATION_URL },
      { name: 'mailbox', url: config.MAILBOX_URL },
      { name: 'identity', url: config.IDENTITY_URL },
    ];
    const messages = MessagingModule.forRoot({
      service: 'audit',
      brokers: config.KAFKA_BROKERS,
      database,
      ...messaging,
    });
    const witness = new Witness(database);
    const accesses = new AuditorAccesses(database);
    const compared = new ComparedSources(database);
    return {
      module: AuditModule,
      imports: [
        AuthModule.forRoot({
          service: 'audit',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        messages,
        HealthModule.forRoot({
          imports: [messages],
          inject: [MessagingHealth],
          parts: (health: MessagingHealth) => ({ database: () => database.check(), ...health.parts() }),
        }),
      ],
      controllers: [AuditController, ComparisonController, WitnessConsumer],
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: TenantRegistry, useValue: tenants },
        { provide: Witness, useValue: witness },
        { provide: ComparedSources, useValue: compared },
        {
          provide: SourceStreams,
          inject: [ServiceCaller],
          useFactory: (caller: ServiceCaller) => new SourceStreams(caller),
        },
        {
          provide: Comparer,
          inject: [SourceStreams, MessagingHealth],
          useFactory: (sourceStreams: SourceStreams, health: MessagingHealth) =>
            new Comparer(witness, sourceStreams, compared, sources, () => receptionOf(health)),
        },
        {
          provide: CaseReplay,
          inject: [ServiceCaller, SourceStreams],
          useFactory: (caller: ServiceCaller, sourceStreams: SourceStreams) =>
            new CaseReplay(
              witness,
              accesses,
              new ApplicationView(caller, sourceStreams, config.APPLICATION_URL),
            ),
        },
        {
          provide: BackgroundComparison,
          inject: [SourceStreams, Comparer],
          useFactory: (sourceStreams: SourceStreams, comparer: Comparer) =>
            new BackgroundComparison(
              database,
              witness,
              sourceStreams,
              comparer,
              compared,
              tenants,
              config.COMPARE_INTERVAL_SECONDS * 1_000,
            ),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

async function receptionOf(health: MessagingHealth): Promise<Reception> {
  try {
    await health.parts()['consumers']?.();
    return { receiving: true };
  } catch (error) {
    return { receiving: false, notReceivingBecause: error instanceof Error ? error.message : String(error) };
  }
}
