import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenKeys } from '#auth';
import { createKeyFile } from '#encryption';
import { keepCertifiedKey, newCertifiedKey, providerMetadata, type CertifiedKey } from '#saml-provider';
import { type Answering, migrateProduct, startProduct } from '../product';

/** Where the provider of the benchmark would be; nobody goes there. */
export const providerId = 'https://bundid.invalid/idp';
/** The city, as `deploy/tenants` has it. */
export const city = {
  tenant: 'duisburg',
  entityId: 'https://serviceportal.duisburg.example/bundid',
  consumerUrl: 'http://duisburg.localhost:8080/api/saml/acs',
};

/** Identity, with a provider that it believes. */
export interface IdentityWithProvider extends Answering {
  readonly provider: CertifiedKey;
  /** The city's own key. */
  readonly own: CertifiedKey;
}

/** The product's identity service on a database of its own; there is no broker, and nobody else runs. */
export async function startIdentity(
  folder: string,
  { owner, service }: { readonly owner: string; readonly service: string },
  keys: TokenKeys,
): Promise<IdentityWithProvider> {
  migrateProduct('identity', owner);
  const [keyFile, saml] = [join(folder, 'key-encryption-key'), join(folder, 'saml')];
  createKeyFile(keyFile);
  const provider = await newCertifiedKey('provider');
  const own = await keepCertifiedKey(join(saml, city.tenant), 'sp');
  mkdirSync(saml, { recursive: true });
  const description = {
    entityId: providerId,
    signOnUrl: `${providerId}/sso`,
    certificates: [provider.certificate],
  };
  writeFileSync(join(saml, 'bundid.xml'), providerMetadata(description));
  const providers = join(saml, 'providers.yaml');
  writeFileSync(providers, 'bundid: { protocol: saml, metadata: bundid.xml }\n');
  const running = await startProduct('identity', [], {
    LOG_LEVEL: 'warn',
    DATABASE_URL: service,
    KAFKA_BROKERS: '127.0.0.1:9',
    TOKEN_PRIVATE_KEY_FILE: keys.privateKeyFile('identity'),
    TOKEN_PUBLIC_KEYS_FILE: keys.publicKeysFile,
    KEY_ENCRYPTION_KEY_FILE: keyFile,
    PUBLIC_PORT: '8080',
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'nobody',
    OIDC_CLIENT_SECRET: 'nobody',
    SIGN_IN_PROVIDERS: providers,
    SAML_KEYS: saml,
    APPLICATION_URL: 'http://127.0.0.1:9',
    MAILBOX_URL: 'http://127.0.0.1:9',
    PAYMENT_URL: 'http://127.0.0.1:9',
    AUDIT_URL: 'http://127.0.0.1:9',
  });
  return { ...running, provider, own };
}
