import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { endedBy, type LogoutParties } from './logout-token';

const issuer = 'https://directory.example';
const audience = 'serviceportal';
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
let key: CryptoKey;
let parties: LogoutParties;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  parties = { issuer, audience, keys: async () => pair.publicKey };
});

const seconds = () => Math.floor(Date.now() / 1000);
const token = (changed: Readonly<Record<string, unknown>> = {}, signedBy = key) =>
  new SignJWT({
    iss: issuer,
    aud: audience,
    iat: seconds(),
    exp: seconds() + 120,
    jti: 'one',
    sub: 'a',
    sid: 's',
    events,
    ...changed,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'logout+jwt' })
    .sign(signedBy);

test('a logout token says which session of whom has ended', async () => {
  expect(await endedBy(await token(), parties)).toEqual({ issuer, subject: 'a', session: 's', id: 'one' });
  expect(await endedBy(await token({ sid: undefined }), parties)).toEqual({
    issuer,
    subject: 'a',
    id: 'one',
  });
  expect(await endedBy(await token({ sub: undefined }), parties)).toEqual({
    issuer,
    session: 's',
    id: 'one',
  });
});

test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ['of another provider', 'wrong-issuer', { iss: 'https://evil.example' }],
  ['for somebody else', 'wrong-audience', { aud: 'another' }],
  ['that is over', 'expired', { iat: seconds() - 600, exp: seconds() - 300 }],
  ['that is old although it says otherwise', 'expired', { iat: seconds() - 600, exp: seconds() + 600 }],
  ['that says no time', 'malformed', { iat: undefined }],
  ['without an id', 'malformed', { jti: undefined }],
  ['that is an ID token', 'malformed', { events: undefined, nonce: 'n' }],
  ['with a nonce', 'malformed', { nonce: 'n' }],
  ['about another event', 'malformed', { events: { 'https://example.org/event': {} } }],
  ['about nobody', 'malformed', { sub: undefined, sid: undefined }],
])('a token %s is refused: %s', async (_what, reason, changed) => {
  await expect(endedBy(await token(changed), parties)).rejects.toMatchObject({ reason });
});

test('a token that somebody else signed, or nobody, is refused', async () => {
  const stranger = (await generateKeyPair('RS256')).privateKey;
  await expect(endedBy(await token({}, stranger), parties)).rejects.toMatchObject({
    reason: 'bad-signature',
  });
  const [, payload] = (await token()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  await expect(endedBy(`${header}.${payload}.`, parties)).rejects.toMatchObject({ reason: 'weak-algorithm' });
});
