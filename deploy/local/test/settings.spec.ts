import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSettings } from '../settings.mjs';

const root = resolve(__dirname, '../../..');
const emptyFolder = mkdtempSync(join(tmpdir(), 'no-city-'));

test('without any variable everything has a default', () => {
  expect(readSettings({}, root)).toStrictEqual({
    port: 8080,
    logLevel: 'info',
    tenantsDir: join(root, 'deploy/tenants'),
  });
});

test('usable values are taken over', () => {
  const environment = {
    PORT: '80',
    DATABASE_URL: 'postgresql://admin:secret@db.example:5432/postgres',
    KAFKA_BROKERS: 'one:9092, two:9092',
    SMTP_URL: 'smtps://mail.example',
    SIGN_IN_PROVIDERS: 'package.json',
    PAYMENT_PROVIDERS: 'package.json',
    SAML_KEYS: 'deploy',
    OIDC_ISSUER: 'https://login.example/realms/staff',
    OIDC_CLIENT_ID: 'serviceportal',
    OIDC_CLIENT_SECRET: 'secret',
    LOG_LEVEL: 'warn',
    TENANTS_DIR: join(root, 'deploy/tenants'),
  };
  expect(readSettings(environment, root)).toStrictEqual({
    port: 80,
    databaseUrl: environment.DATABASE_URL,
    brokers: ['one:9092', 'two:9092'],
    smtpUrl: environment.SMTP_URL,
    signInProviders: resolve('package.json'),
    paymentProviders: resolve('package.json'),
    samlKeys: resolve('deploy'),
    staffDirectory: {
      issuer: environment.OIDC_ISSUER,
      clientId: 'serviceportal',
      clientSecret: 'secret',
    },
    logLevel: 'warn',
    tenantsDir: environment.TENANTS_DIR,
  });
});

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['PORT', '80.5'],
  ['DATABASE_URL', 'mysql://db.example'],
  ['DATABASE_URL', 'db.example'],
  ['KAFKA_BROKERS', 'broker'],
  ['KAFKA_BROKERS', 'broker:9092,'],
  ['SMTP_URL', 'http://mail.example'],
  ['SIGN_IN_PROVIDERS', '/there/is/nothing'],
  ['OIDC_ISSUER', 'login.example'],
  ['PAYMENT_PROVIDERS', '/there/is/nothing'],
  ['LOG_LEVEL', 'loud'],
  ['TENANTS_DIR', '/there/is/nothing'],
  ['TENANTS_DIR', emptyFolder],
])('an unusable %s (%s) is one sentence that names the variable', (variable, value) => {
  const reading = () => readSettings({ [variable]: value }, root);
  expect(reading).toThrow(new RegExp(`^${variable} is not usable: [^\n]+\\.$`));
});

test.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])(
  'a directory of the staff without %s is told so',
  (missing) => {
    const environment = { OIDC_ISSUER: 'https://a.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    expect(() => readSettings({ ...environment, [missing]: '' }, root)).toThrow(
      new RegExp(`^${missing} is not usable: [^\n]+\\.$`),
    );
  },
);

test('a password in an unusable URL is not repeated', () => {
  const reading = () => readSettings({ DATABASE_URL: 'mysql://admin:secret@db.example' }, root);
  expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
});
