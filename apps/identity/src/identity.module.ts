import { Module, type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { AuthModule, ServiceCaller } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { topics } from '#contracts';
import { DatabaseModule, TenantDatabase } from '#database';
import { DataKeys, EncryptionModule } from '#encryption';
import { DueWorker, eventErrors, EventStoreModule, Feed, PostgresEventStore } from '#event-sourcing';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule } from '#messaging';
import { brokerExpiries, OperationModule } from '#operations';
import { StreamsModule, tellingOf } from '#verification';
import { foldings } from './account.aggregate';
import { AccountLinks } from './account-links';
import { AddressLinks } from './address-links';
import { Links } from './links';
import { AccountHandler } from './account.handler';
import { ActingHandler, StopActingHandler } from './acting.handler';
import { AdmitGuestHandler } from './admit-guest.handler';
import { dueHandlers } from './due';
import { GuestHandler } from './guest.handler';
import { MandateHandler } from './mandate.handler';
import { ProofOfWork, WorkDemanded } from './proof-of-work';
import { ActingController } from './http/acting.controller';
import { GuestsController } from './http/guests/guests.controller';
import { MandatesController } from './http/mandates/mandates.controller';
import { ClaimableGuestsQueryHandler } from './queries/claimable-guests';
import { MandatesQueryHandler } from './queries/mandates';
import { OwnAccountsQueryHandler } from './queries/own-accounts';
import { StoredGuest } from './read-models/guests';
import { Mandate } from './read-models/mandates';
import { PersonMark } from './read-models/same-person';
import type { IdentityConfig } from './config';
import { foundations } from './foundations';
import { Secrets } from './secrets';
import { SignInCookies } from './http/cookies';
import { ErasureHandler } from './erasure.handler';
import { ErasuresAgain } from './erasures-again';
import { Exports } from './exports';
import { OwnDataController } from './http/own-data.controller';
import { EndedAccounts } from './ended-accounts';
import { MoveHandler } from './move.handler';
import { Moves } from './moves';
import { OtherServices } from './other-services';
import { HandOvers } from './hand-overs';
import { HandOverController } from './http/hand-over/hand-over.controller';
import { HandOverKeys } from './http/hand-over/keys';
import { HandOverProviders, HandOverSecrets } from './http/hand-over/providers';
import { HandOverArtefact } from './read-models/hand-over-artefacts';
import { HandOverConsent } from './read-models/hand-over-consents';
import { HandOverKey } from './read-models/hand-over-keys';
import { MoveController } from './http/move.controller';
import { UnfinishedMove } from './read-models/unfinished-moves';
import { MovableAccount } from './read-models/movable-accounts';
import { ContactAddressHandler } from './contact-address.handler';
import { ContactAddressController } from './http/contact-address.controller';
import { ConsentHandler } from './consent.handler';
import { KeyFolder, samlExpiries } from './http/saml/keys';
import { SamlPartners } from './http/saml/partners';
import { SamlController } from './http/saml/saml.controller';
import { SamlSignIn } from './http/saml/saml-sign-in';
import { SamlStartController } from './http/saml/saml-start.controller';
import { EmailLinkController } from './http/email-link/email-link.controller';
import { InternalController } from './http/internal.controller';
import { LinkPages } from './http/link-page';
import { ConsentsController } from './http/consents.controller';
import { MeController } from './http/me.controller';
import { BackchannelLogoutController } from './http/oidc/backchannel-logout.controller';
import { OidcController } from './http/oidc/oidc.controller';
import { OpenIdSignIns } from './http/oidc/open-id-sign-ins';
import { CitizenProvider, StaffProvider } from './http/oidc/providers';
import { StaffSignIn } from './http/oidc/staff-sign-in';
import { GoogleController } from './http/google/google.controller';
import { OwnSessionsController } from './http/own-sessions.controller';
import { SessionsController } from './http/sessions.controller';
import { SessionUpdates } from './live/session-updates';
import { identityProblems } from './problems';
import { SignInProviders } from './providers';
import { ProfileHandler } from './profile.handler';
import { publish } from './publish';
import * as described from './openapi-metadata';
import { LinkAccountQueryHandler } from './queries/link-account';
import { LinkMailQueryHandler } from './queries/link-mail';
import { PersonQueryHandler } from './queries/person';
import { RunningSessionsQueryHandler } from './queries/running-sessions';
import { SessionQueryHandler } from './queries/session';
import { ConsentsQueryHandler } from './queries/consents';
import { DeclarationProofQueryHandler } from './queries/declaration-proof';
import { OwnSessionsQueryHandler } from './queries/own-sessions';
import { SignInHistoryQueryHandler } from './queries/sign-in-history';
import { FinishController } from './http/finish.controller';
import { WaysInController } from './http/ways-in.controller';
import { FinishSignInHandler } from './finish-sign-in.handler';
import { ChangePasswordHandler } from './change-password.handler';
import { Entering } from './http/local-account/entering';
import { linkPagesControllers } from './http/local-account/link-pages.controllers';
import { LocalAccountController } from './http/local-account/local-account.controller';
import { OwnPasswordController } from './http/local-account/own-password.controller';
import { LocalAccountHandler } from './local-account.handler';
import { ConfirmedRegistrations } from './confirmed-registrations';
import { LocalAccounts } from './local-accounts';
import { PasswordChanges } from './password-changes';
import { RegisteredAddresses } from './registered-addresses';
import { PasswordRules } from './password-rules';
import { PasswordThrottle } from './password-throttle';
import { Passwords } from './passwords';
import { AccountLinkQueryHandler } from './queries/account-link';
import { StoredLocalAccount } from './read-models/local-accounts';
import { RegisterHandler } from './register.handler';
import { ProviderLogoutHandler } from './provider-logout.handler';
import { RefusalHandler } from './refusal.handler';
import { SignInAttempts } from './sign-in-attempts';
import { ColleaguesQueryHandler } from './queries/colleagues';
import { NamesQueryHandler } from './queries/names';
import { PersonReadingQueryHandler, PersonsAtAddressQueryHandler } from './queries/person-reading';
import { RecordPersonHandler } from './record-person.handler';
import { OfficePersonsController } from './http/office-persons.controller';
import { Attempt } from './read-models/attempts';
import { Colleague } from './read-models/colleagues';
import { FormerName } from './read-models/former-names';
import { ContactAddress } from './read-models/contact-addresses';
import { DeclarationProof } from './read-models/declaration-proofs';
import { StoredKnownBy } from './read-models/known-by';
import { SessionLevel } from './read-models/session-levels';
import { StoredAttempt } from './read-models/sign-in-attempts';
import { StoredPerson } from './read-models/persons';
import { Session } from './read-models/sessions';
import { AccountLinkRow, AddressLinkRow, SignInLinkRow } from './read-models/links';
import { ClientLimit, SignInLinkHandler } from './sign-in-link.handler';
import { Sites } from './sites';

/** The identity service: persons, their sessions, and the ways to sign in. All wiring stands here. */
@Module({})
export class IdentityModule {
  /**
   * Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override.
   * @param topic where its events go; tests have topics of their own
   */
  static with(config: IdentityConfig, topic: string = topics.identity): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        OpenApiModule.with(described),
        CqrsModule.forRoot(),
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          name: 'identity',
          entities: [
            StoredPerson,
            StoredKnownBy,
            Session,
            SessionLevel,
            SignInLinkRow,
            StoredAttempt,
            DeclarationProof,
            StoredLocalAccount,
            AccountLinkRow,
            AddressLinkRow,
            ContactAddress,
            MovableAccount,
            UnfinishedMove,
            HandOverArtefact,
            HandOverConsent,
            HandOverKey,
            Attempt,
            StoredGuest,
            Mandate,
            PersonMark,
            Colleague,
            FormerName,
          ],
        }),
        ConfigurationModule.forRoot(config.TENANTS_DIR),
        EventStoreModule,
        EncryptionModule.forRoot(config.KEY_ENCRYPTION_KEY_FILE),
        AuthModule.forRoot({
          service: 'identity',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase, PostgresEventStore, Feed],
          useFactory: (database: TenantDatabase, store: PostgresEventStore, feed: Feed) => ({
            service: 'identity',
            brokers: brokerAccess(config),
            database,
            topic: { name: topic, store, feed, publish },
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
        HttpModule.forFeature({ problems: [identityProblems], errors: [eventErrors] }),
        OperationModule.forRoot({
          options: () => ({
            ...{ service: 'identity', release: config.RELEASE },
            expiries: (tenant, parts) => [
              ...brokerExpiries(brokerAccess(config)),
              ...samlExpiries(parts.get(KeyFolder, { strict: false }), tenant),
            ],
          }),
        }),
        HealthModule.forRoot({
          inject: [TenantDatabase, MessagingHealth, DataKeys, LiveConfiguration],
          parts: (
            database: TenantDatabase,
            messaging: MessagingHealth,
            keys: DataKeys,
            configuration: LiveConfiguration,
          ) => ({
            database: () => database.check(),
            keys: () => keys.check(),
            configuration: () => configuration.health(),
            ...messaging.parts(),
          }),
        }),
      ],
      controllers: [
        FinishController,
        WaysInController,
        GoogleController,
        SamlController,
        SamlStartController, // before the one that answers for ways in that there are not
        EmailLinkController,
        LocalAccountController,
        ...linkPagesControllers,
        OwnPasswordController,
        GuestsController,
        MandatesController,
        ActingController,
        OidcController,
        BackchannelLogoutController,
        MeController,
        ConsentsController,
        ContactAddressController,
        MoveController,
        OwnDataController,
        HandOverController,
        InternalController,
        OfficePersonsController,
        SessionsController,
        OwnSessionsController,
      ],
      providers: [
        {
          provide: StaffProvider,
          useFactory: () =>
            new StaffProvider({
              issuer: config.OIDC_ISSUER,
              clientId: config.OIDC_CLIENT_ID,
              clientSecret: () => config.OIDC_CLIENT_SECRET,
            }),
        },
        CitizenProvider,
        {
          provide: Sites,
          inject: [TenantRegistry],
          useFactory: (tenants: TenantRegistry) => new Sites(tenants, config.PUBLIC_PORT),
        },
        { provide: WorkDemanded, useFactory: () => new WorkDemanded(config.PROOF_OF_WORK_STEPS) },
        ProofOfWork,
        {
          provide: DueWorker,
          inject: [TenantDatabase, PostgresEventStore, CommandBus, OtherServices, AccountLinks],
          useFactory: (
            database: TenantDatabase,
            store: PostgresEventStore,
            commands: CommandBus,
            others: OtherServices,
            links: AccountLinks,
          ) => new DueWorker(database, store, dueHandlers(commands, others, links)),
        },
        { provide: SignInProviders, useFactory: () => SignInProviders.read(config.SIGN_IN_PROVIDERS) },
        { provide: KeyFolder, useFactory: () => new KeyFolder(config.SAML_KEYS ?? '') },
        SamlPartners,
        SamlSignIn,
        { provide: ClientLimit, useFactory: () => new ClientLimit(config.SIGN_IN_LINKS_PER_CLIENT) },
        Secrets,
        AccountHandler,
        FinishSignInHandler,
        RefusalHandler,
        ProviderLogoutHandler,
        Passwords,
        PasswordRules,
        PasswordThrottle,
        Links,
        AccountLinks,
        LocalAccounts,
        RegisteredAddresses,
        ConfirmedRegistrations,
        PasswordChanges,
        Entering,
        LocalAccountHandler,
        RegisterHandler,
        ChangePasswordHandler,
        AccountLinkQueryHandler,
        SignInAttempts,
        SignInLinkHandler,
        AdmitGuestHandler,
        GuestHandler,
        ClaimableGuestsQueryHandler,
        MandateHandler,
        MandatesQueryHandler,
        ActingHandler,
        StopActingHandler,
        OwnAccountsQueryHandler,
        NamesQueryHandler,
        PersonReadingQueryHandler,
        PersonsAtAddressQueryHandler,
        RecordPersonHandler,
        ColleaguesQueryHandler,
        {
          provide: OtherServices,
          inject: [ServiceCaller],
          useFactory: (caller: ServiceCaller) =>
            new OtherServices(caller, {
              application: config.APPLICATION_URL,
              mailbox: config.MAILBOX_URL,
              payment: config.PAYMENT_URL,
              audit: config.AUDIT_URL,
            }),
        },
        AddressLinks,
        HandOvers,
        HandOverKeys,
        HandOverProviders,
        {
          provide: HandOverSecrets,
          useFactory: () => new HandOverSecrets(config.HAND_OVER_SECRETS),
        },
        EndedAccounts,
        Moves,
        MoveHandler,
        ErasureHandler,
        ErasuresAgain,
        Exports,
        ContactAddressHandler,
        ProfileHandler,
        ConsentHandler,
        ConsentsQueryHandler,
        DeclarationProofQueryHandler,
        OwnSessionsQueryHandler,
        SignInHistoryQueryHandler,
        SessionQueryHandler,
        RunningSessionsQueryHandler,
        SessionUpdates,
        PersonQueryHandler,
        LinkAccountQueryHandler,
        LinkMailQueryHandler,
        OpenIdSignIns,
        StaffSignIn,
        SignInCookies,
        LinkPages,
      ],
    };
  }
}
