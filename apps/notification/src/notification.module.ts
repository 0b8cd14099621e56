import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { AuthModule } from '#auth';
import { HealthModule, HttpModule } from '#http';
import { MessagingHealth, MessagingModule } from '#messaging';
import { loadTenants } from '#configuration';
import { openTenantDatabase, TenantDatabase } from '#database';
import type { NotificationConfig } from './config';
import { OccasionsConsumer } from './consumers/occasions.consumer';
import { mailProblems, OperationsController } from './http/operations.controller';
import { MailSender } from './sending/mail-sender';
import { MailServer } from './sending/mail-server';
import { MailsForOperators } from './sending/mails-for-operators';
import { Portals } from './sending/portals';
import { IDENTITY_URL, Recipients } from './sending/recipients';
import { SendLog } from './sending/send-log';

/** Notification: events in, mails without content out. */
@Module({})
export class NotificationModule implements OnApplicationShutdown {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  static with(config: NotificationConfig): DynamicModule {
    const database = openTenantDatabase(config.DATABASE_URL, { name: 'notification' });
    const mailServer = new MailServer(config.SMTP_URL);
    const messaging = MessagingModule.forRoot({
      service: 'notification',
      brokers: config.KAFKA_BROKERS,
      database,
    });
    return {
      module: NotificationModule,
      imports: [
        AuthModule.forRoot({
          service: 'notification',
          privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
          publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
        }),
        messaging,
        HttpModule.forFeature({ problems: [mailProblems] }),
        HealthModule.forRoot({
          imports: [messaging],
          inject: [MessagingHealth],
          parts: (health: MessagingHealth) => ({
            database: () => database.check(),
            ...health.parts(),
            mail: () => mailServer.check(),
          }),
        }),
      ],
      controllers: [OccasionsConsumer, OperationsController],
      providers: [
        { provide: TenantDatabase, useValue: database },
        { provide: MailServer, useValue: mailServer },
        { provide: Portals, useValue: new Portals(loadTenants(config.TENANTS_DIR), config.PUBLIC_PORT) },
        { provide: IDENTITY_URL, useValue: config.IDENTITY_URL },
        MailSender,
        MailsForOperators,
        Recipients,
        SendLog,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
