import { parseConfig } from '#http';
import { issuer } from './config';

const read = (OIDC_ISSUER: string) =>
  parseConfig({ OIDC_ISSUER: issuer({ desc: 'the provider' }) }, { OIDC_ISSUER }).OIDC_ISSUER;

test.each([
  'https://sso.example/realms/stadt',
  'http://localhost:8090',
  'http://127.0.0.1:8090',
  'http://[::1]:8090',
  'http://identity-provider.localhost:8090',
])('a provider may be at %s', (address) => expect(read(address)).toBe(address));

test.each([
  'http://sso.example',
  'http://localhost.example',
  'http://evillocalhost',
  'ftp://localhost',
  'sso.example',
])('a provider at %s ends the start', (address) =>
  expect(() => read(address)).toThrow(
    'The environment variable OIDC_ISSUER (the provider) is not usable: it must be an https address; ' +
      'http is for this machine alone (localhost, *.localhost).',
  ),
);
