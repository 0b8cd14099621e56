import { num, str, url } from 'envalid';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** The environment of the audit service. */
export const auditVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role audit_service' }),
  ...brokerVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  APPLICATION_URL: serviceUrl({ desc: 'where the application service is' }),
  MAILBOX_URL: serviceUrl({ desc: 'where the mailbox service is' }),
  PAYMENT_URL: serviceUrl({ desc: 'where the payment service is' }),
  IDENTITY_URL: serviceUrl({ desc: 'where the identity service is' }),
  NOTIFICATION_URL: serviceUrl({ desc: 'where the notification service is' }),
  COMPARE_INTERVAL_SECONDS: num({
    default: 60,
    desc: 'seconds between two questions to a source what it has recorded',
  }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readAuditConfig = () => readConfig(auditVariables);

export type AuditConfig = ReturnType<typeof readAuditConfig>;

/** The environment of `migrate.ts`. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role audit_owner' }) });
