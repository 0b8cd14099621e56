import { port, str, url } from 'envalid';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** The environment of the notification service. */
export const notificationVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role notification_service' }),
  ...brokerVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  IDENTITY_URL: serviceUrl({ desc: 'the identity service' }),
  AUDIT_URL: serviceUrl({ desc: 'the audit service, with which the send log is compared' }),
  SMTP_URL: url({ desc: 'the mail server, e.g. smtp://127.0.0.1:1025' }),
  PUBLIC_PORT: port({ desc: 'the port people reach the portals at; 443 means https' }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readNotificationConfig = () => readConfig(notificationVariables);

export type NotificationConfig = ReturnType<typeof readNotificationConfig>;

/** The environment of its migrations. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role notification_owner' }) });
