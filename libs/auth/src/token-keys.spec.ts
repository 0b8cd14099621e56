import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceKeys, SigningKey } from './service-keys';
import { createTokenKeys } from './token-keys';
import { createTokenSigner } from './token-signer';
import { createTokenVerifier } from './token-verifier';

const folder = () => mkdtempSync(join(tmpdir(), 'keys-'));

test('what is there stays', () => {
  const at = folder();
  const { publicKeysFile, privateKeyFile } = createTokenKeys(at, ['application', 'mailbox']);
  const before = [publicKeysFile, privateKeyFile('application')].map((file) => readFileSync(file, 'utf8'));
  createTokenKeys(at, ['application', 'mailbox']);
  expect([publicKeysFile, privateKeyFile('application')].map((file) => readFileSync(file, 'utf8'))).toEqual(
    before,
  );
});

test('a key that was taken away is replaced under another id, and stays known for what it has signed until then', () => {
  const at = folder();
  const { publicKeysFile, privateKeyFile } = createTokenKeys(at, ['application']);
  const first = new ServiceKeys(publicKeysFile).find('application');
  rmSync(privateKeyFile('application'));
  createTokenKeys(at, ['application']);

  const keys = new ServiceKeys(publicKeysFile);
  const second = SigningKey.fromFile('application', privateKeyFile('application'));
  expect(second.id).toMatch(/^application\.\d+$/);
  expect(keys.find(second.id)).toMatchObject({ service: 'application', notAfter: Infinity });
  expect(keys.find('application')?.key.equals(first?.key ?? second.key)).toBe(true);
  expect(keys.find('application')?.notAfter).toBeLessThanOrEqual(Date.now());
});

test('a service that changes over to another key is believed by those who have not started anew', async () => {
  const at = folder();
  const { publicKeysFile, privateKeyFile } = createTokenKeys(at, ['application']);
  const verifier = createTokenVerifier(publicKeysFile);
  const former = createTokenSigner('application', privateKeyFile('application'));
  await verifier.verify(await former.signAsService('duisburg'));

  rmSync(privateKeyFile('application'));
  createTokenKeys(at, ['application']);
  utimesSync(publicKeysFile, new Date(), new Date(Date.now() + 5_000));
  const token = await createTokenSigner('application', privateKeyFile('application')).signAsService(
    'duisburg',
  );
  expect(await verifier.verify(token)).toMatchObject({ iss: 'application', sub: 'service:application' });
});

test('a key that is valid no more, or not yet, signs no tokens', async () => {
  const at = folder();
  const { publicKeysFile, privateKeyFile } = createTokenKeys(at, ['application']);
  const token = await createTokenSigner('application', privateKeyFile('application')).signAsService(
    'duisburg',
  );
  const { keys } = JSON.parse(readFileSync(publicKeysFile, 'utf8')) as { keys: object[] };
  const now = Math.floor(Date.now() / 1_000);
  for (const validity of [{ exp: now - 10 }, { nbf: now + 10 }]) {
    writeFileSync(publicKeysFile, JSON.stringify({ keys: keys.map((key) => ({ ...key, ...validity })) }));
    await expect(createTokenVerifier(publicKeysFile).verify(token)).rejects.toMatchObject({
      reason: 'unknown-key',
    });
  }
});

test('a private key that names another service is refused', () => {
  const { privateKeyFile } = createTokenKeys(folder(), ['application']);
  expect(() => SigningKey.fromFile('mailbox', privateKeyFile('application'))).toThrow(
    'TOKEN_PRIVATE_KEY_FILE',
  );
});
