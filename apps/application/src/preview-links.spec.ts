import { ServiceKeys, SigningKey } from '#auth';
import { Problem } from '#http';
import { testKeys, tokenFor } from '#testing';
import { PreviewLinks } from './preview-links';

const keys = testKeys(['application', 'identity', 'gateway']);
const previewed = { tenant: 'duisburg', serviceKey: 'hundesteuer-anmeldung' };
let now = Date.parse('2026-11-26T08:00:00Z');
const linksOf = (service: string) =>
  new PreviewLinks(
    SigningKey.fromFile(service, keys.privateKeyFile(service)),
    new ServiceKeys(keys.publicKeysFile),
    () => now,
  );
const links = linksOf('application');
const refused = (token: string, wanted = previewed) =>
  links.read(token, wanted).then(
    () => 'valid',
    (error: unknown) => (error instanceof Problem ? error.slug : error),
  );

test('a link shows one service of one city, for 24 hours', async () => {
  const { token, validUntil } = await links.make(previewed);
  expect(validUntil).toBe('2026-11-27T08:00:00.000Z');
  expect(await refused(token)).toBe('valid');
  expect(await refused(token, { ...previewed, serviceKey: 'meldebescheinigung' })).toBe(
    'preview-link-invalid',
  );
  expect(await refused(token, { ...previewed, tenant: 'wuppertal' })).toBe('preview-link-invalid');
  now += 24 * 60 * 60 * 1_000 - 1_000;
  expect(await refused(token)).toBe('valid');
  now += 1_000;
  expect(await refused(token)).toBe('preview-link-invalid');
});

test('a link shows the version that it was made for', async () => {
  const { token } = await links.make({ ...previewed, version: 'abc' });
  expect(await links.read(token, previewed)).toEqual({ ...previewed, version: 'abc' });
});

test('nobody else makes a link, and no service token is one', async () => {
  const { token } = await linksOf('identity').make(previewed);
  expect(await refused(token)).toBe('preview-link-invalid');
  const serviceToken = await tokenFor(keys, {
    sub: '00000000-0000-7000-8000-0000000000c1',
    roles: ['citizen'],
  });
  expect(await refused(serviceToken)).toBe('preview-link-invalid');
  const { token: own } = await links.make(previewed);
  expect(await refused(`${own.slice(0, -4)}AAAA`)).toBe('preview-link-invalid');
});
