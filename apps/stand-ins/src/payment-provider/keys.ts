import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Where the provider is reached: in the clear, and by TLS with a client certificate. */
export interface Origins {
  /** E.g. `http://127.0.0.1:8096`. */
  readonly http: string;
  /** E.g. `https://127.0.0.1:8097`. */
  readonly tls: string;
}

/** What the provider and the cities' payment service share, and what the provider alone has. */
export interface ProviderKeys {
  readonly server: { readonly key: string; readonly cert: string; readonly ca: string };
  readonly clientSecret: string;
  readonly merchantSecret: string;
  readonly callbackSecret: string;
}

/** As whom the payment service signs in: the client of OAuth 2, and the name in its certificate. */
export const clientId = 'serviceportal';

/** The name by which containers and browsers reach the provider alike. */
const nameInContainers = 'payment-provider.localhost';

const secrets = {
  client: 'pmpay-client-secret',
  merchant: 'stadtpay-secret',
  callback: 'stadtpay-callback-secret',
};
const certified = ['ca', 'server', 'client'] as const;

/** As long as no partner would have to be told: the keys are this machine's own. */
const validYears = 10;

/**
 * The keys in a folder. Certificates are made all together where one is missing, since one authority signs them; a secret is made
 * where it is missing. What is there stays.
 */
export async function keepProviderKeys(folder: string): Promise<ProviderKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const files = certified.flatMap((name) => [`${name}.key`, `${name}.crt`]);
  if (files.some((name) => !existsSync(join(folder, name)))) await certify(folder);
  for (const name of Object.values(secrets)) {
    if (!existsSync(join(folder, name)))
      writeWhole(join(folder, name), `${randomBytes(24).toString('base64url')}\n`);
  }
  return {
    server: { key: read('server.key'), cert: read('server.crt'), ca: read('ca.crt') },
    clientSecret: read(secrets.client).trim(),
    merchantSecret: read(secrets.merchant).trim(),
    callbackSecret: read(secrets.callback).trim(),
  };
}

/**
 * The file that names this provider to the payment service (PAYMENT_PROVIDERS), beside the keys; files in it are named from there.
 * Written where it is missing or says something else.
 * @returns the file
 */
export function keepProvidersFile(folder: string, { http, tls }: Origins): string {
  const file = join(folder, 'providers.yaml');
  const content = stringify({
    xbezahl: {
      protocol: 'xbezahldienste',
      url: `${tls}/v1/`,
      auth: { kind: 'mutual-tls', certificate: 'client.crt', key: 'client.key', ca: 'ca.crt' },
    },
    pmpay: {
      protocol: 'xbezahldienste',
      url: `${http}/pmpay/v1/`,
      auth: {
        kind: 'oauth2',
        tokenUrl: `${http}/pmpay/oauth2/token`,
        clientId,
        clientSecretFile: secrets.client,
      },
    },
    stadtpay: {
      protocol: 'signed-callback',
      url: `${http}/stadtpay/`,
      secretFile: secrets.merchant,
      callbackSecretFile: secrets.callback,
    },
  });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeWhole(file, content);
  return file;
}

async function certify(folder: string): Promise<void> {
  const { generate } = await import('selfsigned'); // large, and needed once in the life of a key
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + validYears);
  const options = { keyType: 'ec', algorithm: 'sha256', notAfterDate } as const;
  const named = (value: string) => [{ name: 'commonName', value }];
  const leaf = { name: 'basicConstraints', cA: false, critical: true } as const;
  const signs = { name: 'keyUsage', digitalSignature: true, critical: true } as const;

  const authority = await generate(named('Zahlungsdienst (Vorführung)'), {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const server = await generate(named('127.0.0.1'), {
    ...options,
    ca,
    extensions: [
      ...[leaf, signs],
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
          { type: 2, value: nameInContainers },
        ],
      },
    ],
  });
  const client = await generate(named(clientId), {
    ...options,
    ca,
    extensions: [leaf, signs, { name: 'extKeyUsage', clientAuth: true }],
  });
  for (const [name, made] of Object.entries({ ca: authority, server, client })) {
    writeWhole(join(folder, `${name}.key`), made.private);
    writeWhole(join(folder, `${name}.crt`), made.cert);
  }
}

/** All or nothing, and for the owner alone: half a key would be taken for one at the next start. */
function writeWhole(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
