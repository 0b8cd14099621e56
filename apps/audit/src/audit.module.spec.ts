import { parseConfig } from '#http';
import { AuditModule } from './audit.module';
import { auditVariables } from './config';

test('the module opens and reads nothing before Nest makes its parts', () => {
  const config = parseConfig(auditVariables, {
    PORT: '1',
    INNER_PORT: '2',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing',
    KAFKA_BROKERS: '127.0.0.1:9',
    TENANTS_DIR: '/there/is/no/such/folder',
    TOKEN_PRIVATE_KEY_FILE: '/there/is/no/such/file',
    TOKEN_PUBLIC_KEYS_FILE: '/there/is/no/such/file',
    APPLICATION_URL: 'http://127.0.0.1:9',
    MAILBOX_URL: 'http://127.0.0.1:9',
    PAYMENT_URL: 'http://127.0.0.1:9',
    IDENTITY_URL: 'http://127.0.0.1:9',
    NOTIFICATION_URL: 'http://127.0.0.1:9',
  });
  expect(() => AuditModule.with(config)).not.toThrow();
});
