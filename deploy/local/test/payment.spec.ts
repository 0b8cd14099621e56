import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { namePaymentProviders } from '../payment.mjs';

const state = mkdtempSync(join(tmpdir(), 'payment-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const at = (port: number) => ({ http: `http://127.0.0.1:${port}`, tls: `https://127.0.0.1:${port + 1}` });
const name = (port: number) => namePaymentProviders(state, at(port));

test('the stand-in is named as three providers, each with what one needs to be known there', async () => {
  const file = await name(8096);
  expect(file).toBe(join(state, 'payment/providers.yaml'));
  expect(parse(readFileSync(file, 'utf8'))).toStrictEqual({
    xbezahl: {
      protocol: 'xbezahldienste',
      url: 'https://127.0.0.1:8097/v1/',
      auth: { kind: 'mutual-tls', certificate: 'client.crt', key: 'client.key', ca: 'ca.crt' },
    },
    pmpay: {
      protocol: 'xbezahldienste',
      url: 'http://127.0.0.1:8096/pmpay/v1/',
      auth: {
        kind: 'oauth2',
        tokenUrl: 'http://127.0.0.1:8096/pmpay/oauth2/token',
        clientId: 'serviceportal',
        clientSecretFile: 'pmpay-client-secret',
      },
    },
    stadtpay: {
      protocol: 'signed-callback',
      url: 'http://127.0.0.1:8096/stadtpay/',
      secretFile: 'stadtpay-secret',
      callbackSecretFile: 'stadtpay-callback-secret',
    },
  });
});

test('a stand-in that moves to another port keeps its keys, and nobody else reads them', async () => {
  const folder = dirname(await name(8096));
  const keys = readdirSync(folder).filter((one) => one !== 'providers.yaml');
  const read = () => keys.map((one) => readFileSync(join(folder, one), 'utf8'));
  const before = read();
  expect(readFileSync(await name(9096), 'utf8')).toContain('https://127.0.0.1:9097/v1/');
  expect(read()).toEqual(before);
  expect(keys).toHaveLength(9);
  for (const one of keys) expect([one, statSync(join(folder, one)).mode & 0o777]).toEqual([one, 0o600]);
});
