import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenClaims } from '#auth';
import type { MessageSigner } from '#messaging';
// Not #auth and #encryption: pure specs should not load the HTTP edge and the driver of the database.
import { createTokenKeys, type TokenKeys } from '../../auth/src/token-keys';
import { createKeyFile } from '../../encryption/src/key-file';
import { inherited } from './handed-over';

/** Where the keys of a test lie. */
export interface Keys extends TokenKeys {
  readonly keyEncryptionKeyFile: string;
}

/** Keys for these services, in a folder of this test run. */
export function testKeys(services: readonly string[]): Keys {
  const folder = mkdtempSync(join(inherited().folder ?? tmpdir(), 'keys-'));
  const keyEncryptionKeyFile = join(folder, 'key-encryption-key');
  createKeyFile(keyEncryptionKeyFile);
  return { ...createTokenKeys(folder, services), keyEncryptionKeyFile };
}

/** What a test says about the one who asks; the rest is filled in as for a citizen of Duisburg who is signed in by e-mail. */
export type TestClaims = Partial<TokenClaims> & {
  /** Who signs. Default: the only service that may, for the kind of subject. */
  readonly issuer?: string;
  /** Seconds until it expires, default 60. */
  readonly lifetimeSeconds?: number;
};

/** Signs what a service publishes in a topic, with the keys of {@link testKeys}, as its relay does. */
export async function messageSigner(keys: Keys, service: string): Promise<MessageSigner> {
  const [{ SigningKey }, { MessageSigner }] = await Promise.all([import('#auth'), import('#messaging')]);
  return new MessageSigner(SigningKey.fromFile(service, keys.privateKeyFile(service)));
}

/** A service token for a test, signed with the keys of {@link testKeys}. */
export async function tokenFor(
  keys: Keys,
  { issuer, lifetimeSeconds, ...claims }: TestClaims = {},
): Promise<string> {
  const { createTokenSigner } = await import('#auth'); // late: pure specs should not load the HTTP edge
  const kind = claims.kind ?? 'person';
  const signedBy =
    issuer ??
    { person: 'identity', anonymous: 'gateway', service: claims.sub?.replace('service:', '') }[kind];
  if (!signedBy) throw new Error('a token of kind service needs a sub "service:<name>" or an issuer');
  const subject = {
    person: '00000000-0000-7000-8000-000000000001',
    anonymous: 'anonymous',
    service: `service:${signedBy}`,
  };
  const roles = { person: ['citizen'], anonymous: [], service: ['service'] } as const;
  return createTokenSigner(signedBy, keys.privateKeyFile(signedBy)).sign(
    {
      sub: subject[kind],
      tenant: 'duisburg',
      kind,
      roles: roles[kind],
      offices: [],
      levelOfAssurance: 'low',
      ...claims,
    },
    lifetimeSeconds,
  );
}
