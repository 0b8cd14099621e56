import { str, url } from 'envalid';
import { documentsVariables } from '#documents';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** The environment of the mailbox service. */
export const mailboxVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role mailbox_service' }),
  ...brokerVariables,
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  KEY_ENCRYPTION_KEY_FILE: str({ desc: 'the key that wraps data keys, 32 bytes in base64' }),
  ...documentsVariables,
  APPLICATION_URL: serviceUrl({ desc: 'the application service' }),
  PAYMENT_URL: serviceUrl({ desc: 'the payment service, asked for what is read of payments' }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readMailboxConfig = () => readConfig(mailboxVariables);

export type MailboxConfig = ReturnType<typeof readMailboxConfig>;

/** The environment of its migrations. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role mailbox_owner' }) });
