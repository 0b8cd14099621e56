import { makeExactValidator, num, port, str, url } from 'envalid';
import { isSecureAddress } from '#configuration';
import { httpVariables, readConfig, serviceUrl } from '#http';
import { brokerVariables } from '#messaging';

/** A provider's address: https, or http for the stand-in at an address that means this machine. */
export const issuer = makeExactValidator<string>((input) => {
  if (isSecureAddress(input)) return input;
  throw new Error('it must be an https address; http is for this machine alone (localhost, *.localhost)');
});

/** The environment of the identity service. */
export const identityVariables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'the database as role identity_service' }),
  ...brokerVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "this service's Ed25519 key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWKS' }),
  KEY_ENCRYPTION_KEY_FILE: str({ desc: 'the key that wraps data keys, 32 bytes in base64' }),
  APPLICATION_URL: serviceUrl({ desc: 'the application service, asked for what it keeps of a person' }),
  MAILBOX_URL: serviceUrl({ desc: 'the mailbox service, asked for what it keeps of a person' }),
  PAYMENT_URL: serviceUrl({ desc: 'the payment service, asked for what it keeps of a person' }),
  AUDIT_URL: serviceUrl({ desc: 'the audit service, the witness of accounts that ended' }),
  HAND_OVER_SECRETS: str({
    default: undefined,
    desc: 'the folder with the secrets of the portals that data is handed over to: <city>/<client id>',
  }),
  PUBLIC_PORT: port({ desc: 'the port people reach the portals at; 443 means https' }),
  OIDC_ISSUER: issuer({ desc: 'the OpenID Connect provider of the staff' }),
  OIDC_CLIENT_ID: str({ desc: 'what the provider knows us as' }),
  OIDC_CLIENT_SECRET: str({ desc: 'the secret shared with the provider' }),
  SIGN_IN_PROVIDERS: str({
    default: undefined,
    desc: 'the file that names the providers at which citizens sign in',
  }),
  SAML_KEYS: str({
    default: undefined,
    desc: 'the folder with the keys by which SAML providers know the cities: <city>/<name>.key and .crt',
  }),
  PROOF_OF_WORK_STEPS: num({
    default: 300,
    desc: 'how much work a browser does, in steps of a few milliseconds, before a stranger files without an account',
  }),
  SIGN_IN_LINKS_PER_CLIENT: num({
    default: 60,
    desc: 'how many sign-in links one network address may ask for, and try, and how often it may file without an account, in a quarter of an hour',
  }),
};

/** A value that is missing or wrong ends the start with one sentence. */
export const readIdentityConfig = () => readConfig(identityVariables);

export type IdentityConfig = ReturnType<typeof readIdentityConfig>;

/** The environment of `migrate.ts`. */
export const readMigrationConfig = () =>
  readConfig({ DATABASE_OWNER_URL: url({ desc: 'the database as role identity_owner' }) });
