import { bool, port, str, url } from 'envalid';
import { documentsVariables } from '#documents';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** The environment of the payment service. */
export const paymentVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role payment_service' }),
  ...brokerVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  KEY_ENCRYPTION_KEY_FILE: str({ desc: 'the key that wraps data keys, 32 bytes in base64' }),
  ...documentsVariables,
  PUBLIC_PORT: port({ desc: 'the port people reach the portals at; 443 means https' }),
  PAYMENT_PROVIDERS: str({
    default: undefined,
    desc: 'a YAML file with the payment providers of the installation; without it nobody pays at one',
  }),
  APPLICATION_URL: serviceUrl({ desc: 'the application service, asked for orders and who pays them' }),
  MAKES_PAPERS: bool({
    default: true,
    desc: 'whether this instance makes the papers of payments; at least one of the service has to',
  }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readPaymentConfig = () => readConfig(paymentVariables);

export type PaymentConfig = ReturnType<typeof readPaymentConfig>;

/** The environment of its migrations and of a rebuild. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role payment_owner' }) });
