import { parseConfig } from '#http';
import { notificationVariables } from './config';
import { NotificationModule } from './notification.module';

test('the module opens and reads nothing before Nest makes its parts', () => {
  const config = parseConfig(notificationVariables, {
    PORT: '1',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing',
    KAFKA_BROKERS: '127.0.0.1:9',
    TENANTS_DIR: '/there/is/no/such/folder',
    TOKEN_PRIVATE_KEY_FILE: '/there/is/no/such/file',
    TOKEN_PUBLIC_KEYS_FILE: '/there/is/no/such/file',
    IDENTITY_URL: 'http://127.0.0.1:9',
    AUDIT_URL: 'http://127.0.0.1:9',
    SMTP_URL: 'smtp://127.0.0.1:9',
    PUBLIC_PORT: '8080',
  });
  expect(() => NotificationModule.with(config)).not.toThrow();
});
