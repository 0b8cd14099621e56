import { bool, str, url } from 'envalid';
import { documentsVariables } from '#documents';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** The environment of the application service. */
export const applicationVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role application_service' }),
  ...brokerVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  KEY_ENCRYPTION_KEY_FILE: str({ desc: 'the key that wraps data keys, 32 bytes in base64' }),
  ...documentsVariables,
  MAKES_PAPERS: bool({
    default: true,
    desc: 'whether this instance makes the papers of cases (copies, notices); false leaves it to other instances',
  }),
  IDENTITY_URL: serviceUrl({ desc: 'the identity service' }),
  NOTIFICATION_URL: serviceUrl({ desc: 'the notification service' }),
  AUDIT_URL: serviceUrl({
    desc: 'the audit service, the witness of the references given',
    default: undefined,
  }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readApplicationConfig = () => readConfig(applicationVariables);

export type ApplicationConfig = ReturnType<typeof readApplicationConfig>;

/** The environment of its migrations and of a rebuild. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role application_owner' }) });
