import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { AuthModule } from '#auth';
import { topics } from '#contracts';
import { DataKeys, KeyEncryptionKey } from '#encryption';
import { eventErrors, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule } from '#http';
import { MessagingHealth, MessagingModule } from '#messaging';
import { loadTenants, TenantRegistry } from '#configuration';
import { openTenantDatabase, TenantDatabase } from '#database';
import { folding, StreamsModule } from '#verification';
import { accountAggregate, signInLinkAggregate } from './aggregates';
import type { IdentityConfig } from './config';
import { SignInCookies } from './http/cookies';
import { InternalController } from './http/internal.controller';
import { MeController } from './http/me.controller';
import { PortalSignInController } from './http/portal-sign-in.controller';
import { StaffSignInController } from './http/staff-sign-in.controller';
import { identityProblems } from './problems';
import { publish } from './publish';
import { Attempts } from './records/attempts';
import { CitySecrets } from './records/city-secrets';
import { Persons } from './records/persons';
import { Sessions } from './records/sessions';
import { SignInLinks } from './records/sign-in-links';
import { Accounts } from './sign-in/accounts';
import { ClientLimit, EmailSignIn } from './sign-in/email-sign-in';
import { Sites } from './sign-in/sites';
import { StaffProvider } from './sign-in/staff-provider';
import { StaffSignIn } from './sign-in/staff-sign-in';

/** Closes the database when everything that uses it has ended. */
class DatabaseLife implements OnApplicationShutdown {
  constructor(private readonly database: TenantDatabase) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

/** The wiring of the identity service. */
@Module({})
export class IdentityModule {
  /** @param topic where its events go; tests have topics of their own */
  static with(config: IdentityConfig, topic: string = topics.identity): DynamicModule {
    const database = openTenantDatabase(config.DATABASE_URL, { name: 'identity' });
    const store = new PostgresEventStore(database);
    const tenants = loadTenants(config.TENANTS_DIR);
    const dataKeys = new DataKeys(database, KeyEncryptionKey.fromFile(config.KEY_ENCRYPTION_KEY_FILE));
    const staffProvider = new StaffProvider(
      config.OIDC_ISSUER,
      config.OIDC_CLIENT_ID,
      config.OIDC_CLIENT_SECRET,
    );
    const messaging = MessagingModule.forRoot({
      service: 'identity',
      brokers: config.KAFKA_BROKERS,
      database,
      topic: { name: topic, store, publish },
    });
    return {
      module: IdentityModule,
      imports: [
        AuthModule.forRoot({
          service: 'identity',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        messaging,
        StreamsModule.forRoot(database, store, [folding(accountAggregate), folding(signInLinkAggregate)]),
        HttpModule.forFeature({ problems: [identityProblems], errors: [eventErrors] }),
        HealthModule.forRoot({
          imports: [messaging],
          inject: [MessagingHealth],
          parts: (health: MessagingHealth) => ({
            database: () => database.check(),
            ...health.parts(),
          }),
        }),
      ],
      controllers: [PortalSignInController, StaffSignInController, MeController, InternalController],
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: TenantRegistry, useValue: tenants },
        { provide: PostgresEventStore, useValue: store },
        { provide: DataKeys, useValue: dataKeys },
        { provide: StaffProvider, useValue: staffProvider },
        { provide: Sites, useValue: new Sites(tenants, config.PUBLIC_PORT) },
        { provide: DatabaseLife, useValue: new DatabaseLife(database) },
        { provide: ClientLimit, useValue: new ClientLimit(config.SIGN_IN_LINKS_PER_CLIENT) },
        CitySecrets,
        Attempts,
        Persons,
        Sessions,
        SignInLinks,
        Accounts,
        EmailSignIn,
        StaffSignIn,
        SignInCookies,
      ],
    };
  }
}
