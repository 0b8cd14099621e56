import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { certifiedBy, folderOf, newAuthority } from '../../test/provider-server';
import { PaymentProviders } from './providers-file';

beforeAll(() => Logger.overrideLogger(false));

const secrets = { secret: 'hush', callback: 'whisper' };
const oauth2 =
  'auth: { kind: oauth2, tokenUrl: https://pay.example/token, clientId: city, clientSecretFile: secret }';
const stadtpay =
  'stadtpay: { protocol: signed-callback, url: https://pay.example/, secretFile: secret, callbackSecretFile: callback }';
const pmpay = `pmpay: { protocol: xbezahldienste, url: https://pay.example/, ${oauth2} }`;

function providersOf(yaml: string, files: Readonly<Record<string, string>> = secrets): PaymentProviders {
  return new PaymentProviders(join(folderOf({ ...files, 'providers.yaml': yaml }), 'providers.yaml'));
}

test('an installation may have no providers', () => {
  const none = new PaymentProviders(undefined);
  expect([none.keys, none.get('xbezahl')]).toEqual([[], undefined]);
});

test('providers are known by their keys; what a protocol lacks, the provider lacks', () => {
  const providers = providersOf(`${stadtpay}\n${pmpay}`);
  expect(providers.keys).toEqual(['stadtpay', 'pmpay']);
  const able = ['refund', 'list', 'readCallback'] as const;
  const abilities = (key: string) => able.map((ability) => providers.get(key)?.[ability] !== undefined);
  expect(abilities('stadtpay')).toEqual([true, true, true]);
  expect(abilities('pmpay')).toEqual([false, false, false]);
  expect(providers.get('pmpay')).toBe(providers.get('pmpay'));
});

test.each([
  ['StadtPay: {}', 'the file must match pattern'],
  ['stadtpay: { protocol: soap }', 'stadtpay value of tag "protocol" must be in oneOf'],
  [
    'stadtpay: { protocol: signed-callback, url: https://pay.example/ }',
    "stadtpay must have required property 'secretFile'",
  ],
  [stadtpay.replace('secretFile: secret', 'secretFile: none'), 'stadtpay.secretFile: '],
  [stadtpay.replace('https:', 'http:'), 'stadtpay.url must be an https address'],
  [stadtpay.replace('url:', 'uri: x, url:'), 'stadtpay must NOT have additional properties: uri'],
  [pmpay.replace('kind: oauth2', 'kind: basic'), 'pmpay.auth value of tag "kind" must be in oneOf'],
  [
    pmpay.replace('https://pay.example/token', 'http://pay.example/token'),
    'pmpay.auth.tokenUrl must be an https address',
  ],
  [
    pmpay.replace('protocol:', "version: '2.0', protocol:"),
    'pmpay.version must be equal to one of the allowed values: 1.0, 1.1, 1.2',
  ],
  ['stadtpay: [', 'providers.yaml (PAYMENT_PROVIDERS): '],
])('%s ends the start, and it says why', (yaml, message) => {
  expect(() => providersOf(yaml)).toThrow(message);
});

test('keys and certificates that do not belong together end the start', async () => {
  const authority = await newAuthority();
  const [ours, another] = [await certifiedBy(authority, 'city'), await certifiedBy(authority, 'another')];
  const yaml = `xbezahl: { protocol: xbezahldienste, url: https://pay.example/, auth: { kind: mutual-tls, certificate: crt, key: key, ca: ca } }`;
  const files = { crt: ours.cert, key: ours.key, ca: authority.cert };
  expect(providersOf(yaml, files).keys).toEqual(['xbezahl']);
  expect(() => providersOf(yaml, { ...files, key: another.key })).toThrow(
    'xbezahl.auth.key is not the key of its certificate',
  );
  expect(() => providersOf(yaml, { ...files, crt: 'hello' })).toThrow(
    'xbezahl.auth.certificate is no PEM of one',
  );
  expect(() => providersOf(yaml, { ...files, ca: '' })).toThrow('xbezahl.auth.ca is no PEM of one');
  expect(() => providersOf(yaml, { crt: ours.cert, ca: authority.cert })).toThrow(
    /xbezahl\.auth\.key: .*key: ENOENT/,
  );
});

test('the file is read again when it changes; what cannot be read leaves the former in use', () => {
  const folder = folderOf({ ...secrets, 'providers.yaml': stadtpay });
  const file = join(folder, 'providers.yaml');
  const providers = new PaymentProviders(file);
  writeFileSync(file, `${stadtpay}\n${pmpay}`);
  expect(providers.keys).toEqual(['stadtpay', 'pmpay']);
  writeFileSync(file, 'stadtpay: {}');
  expect(providers.keys).toEqual(['stadtpay', 'pmpay']);
  writeFileSync(file, pmpay);
  expect(providers.keys).toEqual(['pmpay']);
});
