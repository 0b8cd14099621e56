import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { newCertifiedKey, providerMetadata, type CertifiedKey } from '#saml-provider';
import { SignInProviders } from './providers';

let key: CertifiedKey;
beforeAll(async () => {
  Logger.overrideLogger(false);
  key = await newCertifiedKey('provider');
});

const entityId = 'https://idp.example';
const metadataAt = (signOnUrl: string) =>
  providerMetadata({ entityId, signOnUrl, certificates: [key.certificate] });

/** The file with these lines, beside a provider's metadata. */
function file(yaml: string, metadata = metadataAt('https://idp.example/sso')): string {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  writeFileSync(join(folder, 'idp.xml'), metadata);
  writeFileSync(join(folder, 'providers.yaml'), yaml);
  return join(folder, 'providers.yaml');
}
const read = (yaml: string, metadata?: string) => SignInProviders.read(file(yaml, metadata));

test('an installation may have no providers', () => {
  const none = SignInProviders.read(undefined);
  expect([none.saml('bundid'), none.google]).toEqual([undefined, undefined]);
});

test('what is left out is as BundID has it', () => {
  expect(read('bundid: { protocol: saml, metadata: idp.xml }').saml('bundid')).toMatchObject({
    entityId,
    signOn: { post: 'https://idp.example/sso' },
    dialect: 'akdb',
    binding: 'post',
    requestSignature: 'rsa',
    encryption: ['aes-gcm'],
    levels: { 'STORK-QAA-Level-3': 'substantial' },
  });
});

test('another provider speaks plain SAML', () => {
  const provider = read('servicekonto-nrw: { protocol: saml, metadata: idp.xml }').saml('servicekonto-nrw');
  expect(provider).toMatchObject({ dialect: 'plain' });
});

test('a provider for OpenID Connect is found with the file of its secret', () => {
  const { google } = read(
    'google: { protocol: oidc, issuer: https://accounts.google.com, clientId: x, clientSecretFile: secret }',
  );
  expect(google).toMatchObject({ issuer: 'https://accounts.google.com', clientId: 'x' });
  expect(google?.clientSecretFile).toMatch(/^\/.*\/secret$/);
});

test('D18 N2 another provider names the pages of its own accounts', () => {
  const providers = read(
    'bundid: { protocol: saml, metadata: idp.xml, accountPages: { create: https://idp.example/new } }',
  );
  expect(providers.accountPages('bundid')).toEqual({ create: 'https://idp.example/new' });
  expect([providers.accountPages('google'), providers.accountPages('email-link')]).toEqual([
    undefined,
    undefined,
  ]);
});

test.each([
  ['bundid: { protocol: saml }', "bundid must have required property 'metadata'"],
  ['bundid: { protocol: oidc, metadata: idp.xml }', 'bundid.protocol must be equal to constant'],
  [
    'bundid: { protocol: saml, metadata: idp.xml, dialect: x }',
    'bundid.dialect must be equal to one of the allowed values: akdb, plain',
  ],
  [
    'bundid: { protocol: saml, metadata: idp.xml, encryption: [des] }',
    'bundid.encryption.0 must be equal to one of the allowed values: aes-gcm, aes-cbc',
  ],
  [
    'bundid: { protocol: saml, metadata: idp.xml, levels: { a: top } }',
    'bundid.levels.a must be equal to one of the allowed values: none, low, substantial, high',
  ],
  ['facebook: {}', 'the file must NOT have additional properties: facebook'],
  ['bundid: { protocol: saml, metadata: none.xml }', 'bundid.metadata: '],
  [
    'google: { protocol: oidc, issuer: http://evil.example, clientId: x, clientSecretFile: s }',
    'google.issuer must be an https address',
  ],
  [
    'bundid: { protocol: saml, metadata: idp.xml, accountPages: { delete: "javascript:alert(1)" } }',
    'bundid.accountPages.delete must be an https address',
  ],
  ['bundid: [', 'providers.yaml (SIGN_IN_PROVIDERS): '],
])('%s ends the start, and it says why', (yaml, message) => {
  expect(() => read(yaml)).toThrow(message);
});

test.each([
  ['nothing of XML', 'hello', 'the document is'],
  ['a document type', '<!DOCTYPE x><x/>', 'the document declares a document type'],
  ['another document', '<x/>', 'it describes no identity provider (IDPSSODescriptor)'],
])('metadata that are %s end the start', (_what, metadata, message) => {
  expect(() => read('bundid: { protocol: saml, metadata: idp.xml }', metadata)).toThrow(message);
});

test.each([
  ['http://idp.example/sso', 'its SingleSignOnService http://idp.example/sso is no https address'],
  ['javascript:alert(1)', 'is no https address'],
])('a provider at %s is none', (signOnUrl, message) => {
  expect(() => read('bundid: { protocol: saml, metadata: idp.xml }', metadataAt(signOnUrl))).toThrow(message);
});

test('a stand-in on this machine may do without TLS', () => {
  const metadata = metadataAt('http://127.0.0.1:8091/sso');
  expect(read('bundid: { protocol: saml, metadata: idp.xml }', metadata).saml('bundid')?.signOn.post).toBe(
    'http://127.0.0.1:8091/sso',
  );
});

test('a key that is too short is not believed', () => {
  expect(() =>
    read(
      'bundid: { protocol: saml, metadata: idp.xml }',
      metadataAt('https://idp.example/sso').replace(/(X509Certificate>)[^<]+/, `$1${shortCertificate}`),
    ),
  ).toThrow('one of its keys is not an RSA key of at least 2048 bits');
});

test('metadata that change are read again; what cannot be read leaves the former in use', () => {
  const yaml = file('bundid: { protocol: saml, metadata: idp.xml }');
  const metadata = yaml.replace('providers.yaml', 'idp.xml');
  const providers = SignInProviders.read(yaml);
  const change = (content: string, seconds: number) => {
    writeFileSync(metadata, content);
    utimesSync(metadata, new Date(), new Date(Date.now() + seconds * 1000));
    return providers.saml('bundid')?.signOn.post;
  };
  expect(change(metadataAt('https://idp.example/other'), 5)).toBe('https://idp.example/other');
  expect(change('<x/>', 10)).toBe('https://idp.example/other');
  expect(change(metadataAt('https://idp.example/third'), 15)).toBe('https://idp.example/third');
});

/** Of an RSA key of 1024 bits. */
const shortCertificate =
  'MIIB/jCCAWegAwIBAgIURukI6/czkdn51LjaIqiioQa+9LkwDQYJKoZIhvcNAQELBQAwEDEOMAwGA1UEAwwFc2hvcnQwIBcNMjYxMTI2MTExMTE3WhgPMjEyNjExMDIxMTExMTdaMBAxDjAMBgNVBAMMBXNob3J0MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDUkwQ8LvhG19loZvA5V6Sm3TP7Dt20DMi7WLLF/wp3Yiu1RPSKzlMkrOjbjeOgs3q8yQoUxzq3y01oXJ5EKeKWOmbt8X6pP5gLge5FjgGP7dzn4SiWR98AGJm6B2y+gqdyOb7mBXfMph4ZLqNJfW8zvOvocRC3MtXaB6dwJnTkEwIDAQABo1MwUTAdBgNVHQ4EFgQUHyPCNwiR2JnIzOvyz3D0WHOrE5AwHwYDVR0jBBgwFoAUHyPCNwiR2JnIzOvyz3D0WHOrE5AwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOBgQBDmflwkz3llR51bazgFjBnMeDqLjGYPKbJ3GpbhtsfcKQO+iEEkN4WDudF7znA//Aa3nD2vj+Hv2hbPndK4adWcgqS42sj112hKRS1fZwQOeXLD9G6Mrvj2iQn/MV0bY951/Ick7XvvYB0F/ZoZSkbi2ioBNlFJRWmekTwrNL5Bw==';
