import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { DatabaseModule, TenantDatabase } from '#database';
import { HealthModule, HttpModule, OpenApiModule } from '#http';
import { brokerAccess, MessagingHealth, MessagingModule } from '#messaging';
import { brokerExpiries, OperationModule } from '#operations';
import type { NotificationConfig } from './config';
import { OccasionsConsumer } from './consumers/occasions.consumer';
import { ComparisonController } from './http/comparison.controller';
import { FeedbackController, feedbackProblems } from './http/feedback.controller';
import { InternalController } from './http/internal.controller';
import { mailProblems, OperationsController } from './http/operations.controller';
import { FeedbackPost } from './sending/feedback-post';
import { AUDIT_URL, MailComparison } from './sending/mail-comparison';
import { MailSender } from './sending/mail-sender';
import { MailServer } from './sending/mail-server';
import { MailsForOperators } from './sending/mails-for-operators';
import { Portals } from './sending/portals';
import { IDENTITY_URL, Recipients } from './sending/recipients';
import { SendLog } from './sending/send-log';
import { SettledMails } from './sending/settled-mails';
import { StaffPost } from './sending/staff-post';
import * as described from './openapi-metadata';

/** The mail server, for the service and for its health. */
@Module({})
class MailServerModule {
  static with(url: string): DynamicModule {
    return {
      module: MailServerModule,
      providers: [{ provide: MailServer, useFactory: () => new MailServer(url) }],
      exports: [MailServer],
    };
  }
}

/** Notification: events in, mails without content out. All wiring stands here. */
@Module({})
export class NotificationModule {
  /** Opens and reads nothing by itself: Nest does when it makes the parts, any of which a test may override. */
  static with(config: NotificationConfig): DynamicModule {
    const mailServer = MailServerModule.with(config.SMTP_URL);
    return {
      module: NotificationModule,
      imports: [
        OpenApiModule.with(described),
        DatabaseModule.forRoot({ url: config.DATABASE_URL, name: 'notification' }),
        ConfigurationModule.forRoot(config.TENANTS_DIR),
        AuthModule.forRoot({
          service: 'notification',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        MessagingModule.forRootAsync({
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => ({
            service: 'notification',
            brokers: brokerAccess(config),
            database,
          }),
        }),
        mailServer,
        HttpModule.forFeature({ problems: [mailProblems, feedbackProblems] }),
        OperationModule.forRoot({
          options: () => ({
            ...{ service: 'notification', release: config.RELEASE },
            expiries: () => brokerExpiries(brokerAccess(config)),
          }),
        }),
        HealthModule.forRoot({
          imports: [mailServer],
          inject: [TenantDatabase, MessagingHealth, MailServer, LiveConfiguration],
          parts: (
            database: TenantDatabase,
            messaging: MessagingHealth,
            mail: MailServer,
            configuration: LiveConfiguration,
          ) => ({
            database: () => database.check(),
            configuration: () => configuration.health(),
            ...messaging.parts(),
            mail: () => mail.check(),
          }),
        }),
      ],
      controllers: [
        OccasionsConsumer,
        OperationsController,
        InternalController,
        ComparisonController,
        FeedbackController,
      ],
      providers: [
        {
          provide: Portals,
          inject: [TenantRegistry],
          useFactory: (tenants: TenantRegistry) => new Portals(tenants, config.PUBLIC_PORT),
        },
        { provide: IDENTITY_URL, useValue: config.IDENTITY_URL },
        { provide: AUDIT_URL, useValue: config.AUDIT_URL },
        FeedbackPost,
        MailComparison,
        MailSender,
        MailsForOperators,
        Recipients,
        SendLog,
        SettledMails,
        StaffPost,
      ],
    };
  }
}
