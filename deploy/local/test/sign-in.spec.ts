import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { keepCityKeys, nameStandIns } from '../sign-in.mjs';

const state = mkdtempSync(join(tmpdir(), 'sign-in-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const at = (port: number) => ({
  bundid: `http://127.0.0.1:${port}`,
  'servicekonto-nrw': `http://127.0.0.1:${port + 1}`,
  google: `http://127.0.0.1:${port + 2}`,
});
const read = (file: string) => readFileSync(join(state, file), 'utf8');
const certificateIn = (metadata: string) => /<ds:X509Certificate>[^<]+/.exec(metadata)?.[0];

test('the stand-ins are named as providers, each with what it makes known', async () => {
  const file = await nameStandIns(state, at(8091));
  expect(parse(readFileSync(file, 'utf8'))).toStrictEqual({
    bundid: { protocol: 'saml', metadata: 'bundid-metadata.xml', dialect: 'akdb' },
    'servicekonto-nrw': { protocol: 'saml', metadata: 'servicekonto-nrw-metadata.xml', dialect: 'plain' },
    google: {
      protocol: 'oidc',
      issuer: 'http://127.0.0.1:8093',
      clientId: 'serviceportal',
      clientSecretFile: 'google-client-secret',
    },
  });
  expect(read('sign-in/bundid-metadata.xml')).toContain('Location="http://127.0.0.1:8091/sso"');
  expect(read('sign-in/servicekonto-nrw-metadata.xml')).toContain('Location="http://127.0.0.1:8092/sso"');
});

test('a stand-in that moves to another port keeps its keys', async () => {
  const before = certificateIn(read('sign-in/bundid-metadata.xml'));
  const secret = read('sign-in/google-client-secret');
  await nameStandIns(state, at(9091));
  const now = read('sign-in/bundid-metadata.xml');
  expect(certificateIn(now)).toBe(before);
  expect(read('sign-in/google-client-secret')).toBe(secret);
  expect(now).toContain('Location="http://127.0.0.1:9091/sso"');
});

test('a city that is added gets keys of its own; those of the others stay, and nobody else reads them', async () => {
  const folder = join(state, 'saml');
  await keepCityKeys(folder, ['duisburg']);
  const before = read('saml/duisburg/sp.key');
  await keepCityKeys(folder, ['duisburg', 'herford']);
  expect(read('saml/duisburg/sp.key')).toBe(before);
  expect(read('saml/herford/sp.key')).not.toBe(before);
  expect(statSync(join(folder, 'herford/sp.key')).mode & 0o777).toBe(0o600);
});
