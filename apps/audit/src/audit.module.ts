import { AuthModule, ServiceCaller, SigningKey } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { DatabaseModule, TenantDatabase } from '#database';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule, type MessagingOptions } from '#messaging';
import { brokerExpiries, OperationModule } from '#operations';
import { Module, type DynamicModule } from '@nestjs/common';
import { BackgroundComparison } from './comparison/background-comparison';
import { ComparedSources } from './comparison/compared-sources';
import { Comparer } from './comparison/comparer';
import { Findings, type Reception } from './comparison/findings';
import { SourceStreams, type Source } from './comparison/source-streams';
import type { AuditConfig } from './config';
import { WitnessConsumer } from './consumers/witness.consumer';
import { AuditController } from './http/audit.controller';
import { CasesController } from './http/cases.controller';
import { ComparisonController } from './http/comparison.controller';
import { EndedAccountsController } from './http/ended-accounts.controller';
import { HeardController } from './http/heard.controller';
import { OperationsController } from './http/operations.controller';
import { PersonsController } from './http/persons.controller';
import { ReferencesController } from './http/references.controller';
import { ApplicationView } from './queries/application-view';
import { CaseBundles } from './queries/case-bundle';
import { Evidence } from './queries/case-evidence';
import { NamesInCases } from './queries/case-names';
import { CaseReplay } from './queries/case-replay';
import { auditProblems } from './problems';
import { AuditorAccesses } from './read-models/auditor-accesses';
import { FoundCases } from './read-models/found-cases';
import { NameReadings } from './read-models/name-readings';
import { Witness } from './read-models/witness';
import * as described from './openapi-metadata';

/** The independent witness of all events. It publishes nothing. All wiring stands here. */
@Module({})
export class AuditModule {
  /**
   * Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override.
   * @param messaging what tests change: topics and a consumer group of their own
   */
  static with(config: AuditConfig, messaging: Partial<MessagingOptions> = {}): DynamicModule {
    const sources: readonly Source[] = [
      { name: 'application', url: config.APPLICATION_URL },
      { name: 'mailbox', url: config.MAILBOX_URL },
      { name: 'payment', url: config.PAYMENT_URL },
      { name: 'identity', url: config.IDENTITY_URL },
    ];
    return {
      module: AuditModule,
      imports: [
        OpenApiModule.with(described),
        HttpModule.forFeature({ problems: [auditProblems] }),
        DatabaseModule.forRoot({ url: config.DATABASE_URL, name: 'audit' }),
        ConfigurationModule.forRoot(config.TENANTS_DIR),
        AuthModule.forRoot({
          service: 'audit',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => ({
            service: 'audit',
            brokers: brokerAccess(config),
            database,
            ...messaging,
          }),
        }),
        OperationModule.forRoot({
          options: () => ({
            ...{ service: 'audit', release: config.RELEASE },
            expiries: () => brokerExpiries(brokerAccess(config)),
          }),
        }),
        HealthModule.forRoot({
          inject: [TenantDatabase, MessagingHealth, LiveConfiguration],
          parts: (database: TenantDatabase, health: MessagingHealth, configuration: LiveConfiguration) => ({
            database: () => database.check(),
            configuration: () => configuration.health(),
            ...health.parts(),
          }),
        }),
      ],
      controllers: [
        AuditController,
        CasesController,
        OperationsController,
        ComparisonController,
        PersonsController,
        ReferencesController,
        HeardController,
        EndedAccountsController,
        WitnessConsumer,
      ],
      providers: [
        {
          provide: Witness,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new Witness(database),
        },
        {
          provide: AuditorAccesses,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new AuditorAccesses(database),
        },
        {
          provide: FoundCases,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new FoundCases(database),
        },
        {
          provide: NameReadings,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new NameReadings(database),
        },
        {
          provide: ComparedSources,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new ComparedSources(database),
        },
        {
          provide: SourceStreams,
          inject: [ServiceCaller],
          useFactory: (caller: ServiceCaller) => new SourceStreams(caller),
        },
        {
          provide: Findings,
          inject: [ComparedSources, MessagingHealth],
          useFactory: (compared: ComparedSources, health: MessagingHealth) =>
            new Findings(compared, () => receptionOf(health)),
        },
        {
          provide: Comparer,
          inject: [Witness, SourceStreams, ComparedSources, Findings],
          useFactory: (
            witness: Witness,
            streams: SourceStreams,
            compared: ComparedSources,
            findings: Findings,
          ) => new Comparer(witness, streams, compared, findings, sources),
        },
        {
          provide: ApplicationView,
          inject: [ServiceCaller, SourceStreams],
          useFactory: (caller: ServiceCaller, streams: SourceStreams) =>
            new ApplicationView(caller, streams, config.APPLICATION_URL),
        },
        {
          provide: CaseReplay,
          inject: [Witness, AuditorAccesses, ApplicationView, Comparer],
          useFactory: (
            witness: Witness,
            accesses: AuditorAccesses,
            view: ApplicationView,
            comparer: Comparer,
          ) => new CaseReplay(witness, accesses, view, comparer),
        },
        {
          provide: Evidence,
          inject: [ServiceCaller, CaseReplay],
          useFactory: (caller: ServiceCaller, replay: CaseReplay) =>
            new Evidence(caller, replay, config.NOTIFICATION_URL),
        },
        {
          provide: NamesInCases,
          inject: [ServiceCaller, CaseReplay],
          useFactory: (caller: ServiceCaller, replay: CaseReplay) =>
            new NamesInCases(caller, replay, config.IDENTITY_URL),
        },
        {
          provide: CaseBundles,
          inject: [CaseReplay, Evidence, NamesInCases, SourceStreams, SigningKey],
          useFactory: (
            replay: CaseReplay,
            evidence: Evidence,
            names: NamesInCases,
            streams: SourceStreams,
            signing: SigningKey,
          ) => new CaseBundles({ replay, evidence, names }, streams, sources, signing),
        },
        {
          provide: BackgroundComparison,
          inject: [
            TenantDatabase,
            Witness,
            SourceStreams,
            Comparer,
            ComparedSources,
            Findings,
            TenantRegistry,
          ],
          useFactory: (
            database: TenantDatabase,
            witness: Witness,
            streams: SourceStreams,
            comparer: Comparer,
            compared: ComparedSources,
            findings: Findings,
            tenants: TenantRegistry,
          ) =>
            new BackgroundComparison(
              database,
              witness,
              streams,
              comparer,
              compared,
              findings,
              tenants,
              config.COMPARE_INTERVAL_SECONDS * 1_000,
            ),
        },
      ],
    };
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
