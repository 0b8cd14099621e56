import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { StaffProvider } from './provider';

/** A provider that signs whatever a test wants: what a broken or hostile one would send. */
let server: Server;
let issuer: string;
let key: CryptoKey;
let strangersKey: CryptoKey;
let idToken: (nonce: string) => Promise<string> | string;
let nonce = '';

beforeAll(async () => {
  Logger.overrideLogger(false); // every refusal is a warning, and this spec is made of refusals
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
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
        '/jwks': () => jwks,
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
      .setSubject('s.yilmaz')
      .setIssuer(change.issuer ?? issuer)
      .setAudience(change.audience ?? 'serviceportal')
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 300)
      .sign(change.signedBy ?? key);
  };

async function signIn(token: typeof idToken): Promise<unknown> {
  idToken = token;
  const provider = new StaffProvider(issuer, 'serviceportal', 'secret');
  const callback = 'http://backoffice.duisburg.localhost/api/sign-in/oidc/callback';
  const { url, attempt } = await provider.start(callback, '/');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    redirect_uri: callback,
    code_challenge_method: 'S256',
  });
  nonce = attempt.nonce;
  return provider.finish(new URL(`${callback}?code=abc&state=${attempt.state}`), attempt);
}

test('an ID token as it should be is believed', async () => {
  await expect(signIn(signed())).resolves.toMatchObject({ sub: 's.yilmaz', tenant: 'duisburg' });
});

test.each<[string, Change]>([
  ['another nonce', { claims: { nonce: 'of another sign-in' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['another audience', { audience: 'another-client' }],
  ['another issuer', { issuer: 'https://evil.example' }],
  ['a time that is over', { age: 3600 }],
])('an ID token with %s is refused', async (_what, change) => {
  await expect(signIn(signed(change))).rejects.toMatchObject({ slug: 'sign-in-failed' });
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
  await expect(signIn(unsigned)).rejects.toMatchObject({ slug: 'sign-in-failed' });
});

test('an ID token that somebody else signed is refused', async () => {
  await expect(signIn(signed({ signedBy: strangersKey }))).rejects.toMatchObject({ slug: 'sign-in-failed' });
});

test('a sign-in that took longer than ten minutes is refused', async () => {
  const provider = new StaffProvider(issuer, 'serviceportal', 'secret');
  const { attempt } = await provider.start('http://x.localhost/cb', '/');
  const late = { ...attempt, expiresAt: Date.now() - 1 };
  const callback = new URL(`http://x.localhost/cb?code=abc&state=${attempt.state}`);
  await expect(provider.finish(callback, late)).rejects.toMatchObject({ slug: 'sign-in-attempt-lost' });
});
