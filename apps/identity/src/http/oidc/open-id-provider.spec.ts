import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { AnswerRefused } from './answer-refused';
import { OpenIdProvider } from './open-id-provider';

/** A provider that signs whatever a test wants: what a broken or hostile one would send. */
let server: Server;
let issuer: string;
let key: CryptoKey;
let strangersKey: CryptoKey;
let idToken: (nonce: string) => Promise<string> | string;
let nonce = '';
let userInfo: Record<string, unknown> = {};

const settings = () => ({ issuer, clientId: 'serviceportal', clientSecret: () => 'secret' });
const newProvider = () => new OpenIdProvider(settings(), 'provider-unavailable');

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  strangersKey = (await generateKeyPair('RS256')).privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
  server = createServer((request, response) => {
    void (async () => {
      const path = request.url?.split('?')[0];
      const answers: Record<string, () => unknown> = {
        '/.well-known/openid-configuration': () => ({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          userinfo_endpoint: `${issuer}/userinfo`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
        '/jwks': () => jwks,
        '/userinfo': () => userInfo,
        '/token': async () => ({
          access_token: 'opaque',
          token_type: 'Bearer',
          id_token: await idToken(nonce),
        }),
      };
      const body = await answers[path ?? '']?.();
      response
        .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? {}));
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

interface Change {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly age?: number;
  readonly signedBy?: CryptoKey;
}

const signed =
  (change: Change = {}) =>
  (nonceOfAttempt: string) => {
    const issuedAt = Math.floor(Date.now() / 1000) - (change.age ?? 0);
    return new SignJWT({ nonce: nonceOfAttempt, tenant: 'duisburg', ...change.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setSubject((change.claims?.['sub'] as string | undefined) ?? 's.yilmaz')
      .setIssuer(change.issuer ?? issuer)
      .setAudience(change.audience ?? 'serviceportal')
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 300)
      .sign(change.signedBy ?? key);
  };

const callback = 'http://backoffice.duisburg.localhost/api/sign-in/oidc/callback';
const state = 'the attempt';

async function signIn(token: typeof idToken, { maxAge }: { maxAge?: number } = {}): Promise<unknown> {
  idToken = token;
  const provider = newProvider();
  const request = { scope: 'openid profile', maxAge };
  const remembered = provider.remember(request);
  const url = await provider.authorizationUrl(callback, state, request, remembered);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    redirect_uri: callback,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(remembered.codeVerifier).digest('base64url'),
    nonce: remembered.nonce,
    state,
  });
  nonce = remembered.nonce;
  return provider.claims(new URL(`${callback}?code=abc&state=the+attempt`), state, remembered, ['tenant']);
}

test('an ID token as it should be is believed', async () => {
  await expect(signIn(signed())).resolves.toMatchObject({ sub: 's.yilmaz', tenant: 'duisburg' });
});

test.each<[string, string, Change]>([
  ['another nonce', 'wrong-request', { claims: { nonce: 'of another sign-in' } }],
  ['no nonce', 'wrong-request', { claims: { nonce: undefined } }],
  ['another audience', 'wrong-audience', { audience: 'another-client' }],
  ['another issuer', 'wrong-issuer', { issuer: 'https://evil.example' }],
  ['a time that is over', 'expired', { age: 3600 }],
  ['a subject longer than any is', 'malformed', { claims: { sub: 'x'.repeat(256) } }],
])('an ID token with %s is refused: %s', async (_what, reason, change) => {
  await expect(signIn(signed(change))).rejects.toMatchObject({ reason });
});

test('an ID token without signature is refused', async () => {
  const unsigned = (nonceOfAttempt: string) =>
    new UnsecuredJWT({ nonce: nonceOfAttempt })
      .setSubject('s.yilmaz')
      .setIssuer(issuer)
      .setAudience('serviceportal')
      .setIssuedAt()
      .setExpirationTime('5m')
      .encode();
  await expect(signIn(unsigned)).rejects.toBeInstanceOf(AnswerRefused);
});

test('an ID token that somebody else signed is refused', async () => {
  await expect(signIn(signed({ signedBy: strangersKey }))).rejects.toMatchObject({ reason: 'bad-signature' });
});

test.each<[string, number | undefined]>([
  ['says that it was longer ago', Math.floor(Date.now() / 1000) - 600],
  ['does not say when', undefined],
])('who is to prove anew who they are did not, where the provider %s', async (_what, authTime) => {
  const token = signed({ claims: { auth_time: authTime } });
  await expect(signIn(token, { maxAge: 60 })).rejects.toBeInstanceOf(AnswerRefused);
});

test.each([
  '?code=abc&state=another',
  '?code=abc',
  '?code=abc&state=the+attempt&iss=https%3A%2F%2Fevil.example',
])('an answer %s is refused', async (query) => {
  const provider = newProvider();
  const remembered = provider.remember({ scope: 'openid' });
  const answer = provider.claims(new URL(callback + query), state, remembered, []);
  await expect(answer).rejects.toBeInstanceOf(AnswerRefused);
});

test('what the ID token does not say is asked of the provider, about the same person alone', async () => {
  userInfo = { sub: 's.yilmaz', tenant: 'duisburg', iss: 'https://evil.example' };
  await expect(signIn(signed({ claims: { tenant: undefined } }))).resolves.toMatchObject({
    tenant: 'duisburg',
    iss: issuer,
  });
  userInfo = { sub: 'somebody else', tenant: 'duisburg' };
  await expect(signIn(signed({ claims: { tenant: undefined } }))).rejects.toBeInstanceOf(AnswerRefused);
});

test('a provider that does not answer is named, and asked again the next time', async () => {
  const away = new OpenIdProvider({ ...settings(), issuer: 'http://localhost:1' }, 'provider-unavailable');
  const request = { scope: 'openid' };
  for (let time = 1; time <= 2; time++) {
    await expect(
      away.authorizationUrl(callback, state, request, away.remember(request)),
    ).rejects.toMatchObject({
      slug: 'provider-unavailable',
    });
  }
});
