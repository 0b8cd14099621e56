/** @jest-environment node */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { TokenRefused, type TokenClaims } from './service-token';
import { createTokenSigner } from './token-signer';
import { createTokenVerifier, TokenVerifier } from './token-verifier';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const services = ['identity', 'gateway', 'application'];
const pairs = Object.fromEntries(services.map((service) => [service, generateKeyPairSync('ed25519')]));
const publicKeysFile = join(folder, 'public.json');
const publicJwk = (service: string) => ({
  ...keyPair(service).publicKey.export({ format: 'jwk' }),
  kid: service,
});

function keyPair(service: string): { privateKey: KeyObject; publicKey: KeyObject } {
  const pair = pairs[service];
  if (!pair) throw new Error(`no key pair for ${service}`);
  return pair;
}

function signer(service: string) {
  const file = join(folder, `${service}.json`);
  writeFileSync(file, JSON.stringify(keyPair(service).privateKey.export({ format: 'jwk' })));
  return createTokenSigner(service, file);
}

writeFileSync(publicKeysFile, JSON.stringify({ keys: services.map(publicJwk) }));
const verifier = createTokenVerifier(publicKeysFile);

const citizen: TokenClaims = {
  sub: '0197a000-0000-7000-8000-000000000001',
  tenant: 'duisburg',
  kind: 'person',
  roles: ['citizen'],
  offices: [],
  levelOfAssurance: 'low',
  sid: 'session-1',
};
const stranger: TokenClaims = {
  ...citizen,
  sub: 'anonymous',
  kind: 'anonymous',
  roles: [],
  levelOfAssurance: 'none',
};

/** A token with any header, claims and key, as an attacker would make it. */
function forge(
  change: {
    claims?: Record<string, unknown>;
    kid?: string | undefined;
    issuer?: string;
    audience?: string;
    issuedAt?: number;
    expiresAt?: number;
    key?: KeyObject;
  } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const kid = 'kid' in change ? change.kid : 'identity';
  return new SignJWT({ ...citizen, ...change.claims })
    .setProtectedHeader({ alg: 'EdDSA', ...(kid ? { kid } : {}) })
    .setIssuer(change.issuer ?? 'identity')
    .setAudience(change.audience ?? 'serviceportal')
    .setIssuedAt(change.issuedAt ?? now)
    .setExpirationTime(change.expiresAt ?? now + 60)
    .sign(change.key ?? keyPair('identity').privateKey);
}

async function refusal(jwt: string | Promise<string>): Promise<string> {
  const error: unknown = await verifier.verify(await jwt).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof TokenRefused ? error.reason : `not refused: ${String(error)}`;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a service token', () => {
  test('says who asks, as identity signed it', async () => {
    const token = await verifier.verify(await signer('identity').sign(citizen));
    expect(token).toMatchObject({ ...citizen, iss: 'identity' });
    expect(token.exp - token.iat).toBe(60);
  });

  test('of a stranger is signed by the gateway, of a service by itself', async () => {
    expect(await verifier.verify(await signer('gateway').sign(stranger))).toMatchObject({
      kind: 'anonymous',
    });
    const own = await signer('application').signAsService('duisburg');
    expect(await verifier.verify(own)).toMatchObject({
      kind: 'service',
      sub: 'service:application',
      tenant: 'duisburg',
    });
  });

  test('of a service is signed once for half of its life, and for one tenant', async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const application = signer('application');
    const own = await application.signAsService('duisburg');
    expect(await application.signAsService('wuppertal')).not.toBe(own);
    clock.mockReturnValue(now + 29_999);
    expect(await application.signAsService('duisburg')).toBe(own);
    clock.mockReturnValue(now + 30_000);
    const next = await application.signAsService('duisburg');
    clock.mockRestore();
    expect(next).not.toBe(own);
    const endOf = (jwt: string) =>
      (JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }).exp;
    expect(endOf(next) - endOf(own)).toBe(30);
  });

  test('is refused when it has expired, beyond the tolerance between two clocks', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await refusal(forge({ issuedAt: now - 60, expiresAt: now - 10 }))).toBe('expired');
    await expect(
      verifier.verify(await forge({ issuedAt: now - 60, expiresAt: now - 2 })),
    ).resolves.toBeDefined();
  });

  test('is refused when it would live longer than a sign-out may take', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await refusal(forge({ expiresAt: now + 3600 }))).toBe('lives-too-long');
    await expect(signer('identity').sign(citizen, 3600)).rejects.toThrow('at most 90 s');
  });

  test('is refused when somebody else signed it', async () => {
    expect(await refusal(forge({ key: generateKeyPairSync('ed25519').privateKey }))).toBe('bad-signature');
    expect(await refusal(forge({ key: keyPair('application').privateKey }))).toBe('bad-signature');
  });

  test('is refused when its claims were changed after signing', async () => {
    const [header, payload, signature] = (await forge()).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    const wuppertal = base64url({ ...claims, tenant: 'wuppertal' });
    expect(await refusal(`${header}.${wuppertal}.${signature}`)).toBe('bad-signature');
  });

  test.each([
    ['a person', 'application', citizen],
    ['a person', 'gateway', citizen],
    ['a stranger', 'application', stranger],
    [
      'another service',
      'application',
      { ...stranger, sub: 'service:identity', kind: 'service', roles: ['service'] },
    ],
    ['a service that is a person', 'identity', { ...citizen, roles: ['citizen', 'service'] }],
    [
      'a service that is a caseworker',
      'application',
      { ...stranger, sub: 'service:application', kind: 'service', roles: ['caseworker'] },
    ],
  ])('about %s is refused from %s', async (_subject, issuer, claims) => {
    const jwt = forge({ claims: { ...claims }, kid: issuer, issuer, key: keyPair(issuer).privateKey });
    expect(await refusal(jwt)).toBe('wrong-issuer');
    await expect(signer(issuer).sign(claims as TokenClaims)).rejects.toThrow('may not sign');
  });

  test('is refused when its issuer is not the owner of the key', async () => {
    expect(await refusal(forge({ kid: 'application', key: keyPair('application').privateKey }))).toBe(
      'wrong-issuer',
    );
  });

  test('is refused when it is for another audience', async () => {
    expect(await refusal(forge({ audience: 'somewhere-else' }))).toBe('wrong-audience');
  });

  test('is refused without a key id and with an unknown one', async () => {
    expect(await refusal(forge({ kid: undefined }))).toBe('unknown-key');
    expect(await refusal(forge({ kid: 'payment' }))).toBe('unknown-key');
  });

  test('is refused when it is not signed at all (alg none)', async () => {
    const unsigned = new UnsecuredJWT({ ...citizen })
      .setIssuer('identity')
      .setAudience('serviceportal')
      .setIssuedAt()
      .setExpirationTime('1m')
      .encode();
    const [, payload] = unsigned.split('.');
    expect(await refusal(`${base64url({ alg: 'none', kid: 'identity' })}.${payload}.`)).not.toMatch(
      'not refused',
    );
  });

  test('is refused when the public key was used as a shared secret (HS256)', async () => {
    const secret = new TextEncoder().encode(
      String(keyPair('identity').publicKey.export({ format: 'jwk' }).x),
    );
    const jwt = new SignJWT({ ...citizen })
      .setProtectedHeader({ alg: 'HS256', kid: 'identity' })
      .setIssuer('identity')
      .setAudience('serviceportal')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(secret);
    expect(await refusal(jwt)).toBe('bad-signature');
  });

  test.each([
    ['no tenant', { tenant: undefined }],
    ['an unknown role', { roles: ['mayor'] }],
    ['an unknown kind', { kind: 'robot' }],
    ['an unknown level', { levelOfAssurance: 'very high' }],
    ['offices that are not a list', { offices: 'buergeramt' }],
  ])('is refused with %s', async (_what, claims) => {
    expect(await refusal(forge({ claims }))).toBe('malformed');
  });

  test.each(['', 'abc', 'a.b.c', '..', `${'x'.repeat(5000)}.y.z`])(
    'is refused when it is nothing of the kind: %j',
    async (jwt) => {
      expect(await refusal(jwt)).toBe('malformed');
    },
  );
});

describe('a token that was verified', () => {
  const keys = new Map(services.map((service) => [service, keyPair(service).publicKey]));
  const verifier = new TokenVerifier(keys);
  afterEach(() => {
    jest.useRealTimers();
    keys.set('identity', keyPair('identity').publicKey);
  });

  test('is remembered: its signature is not checked again', async () => {
    const jwt = await forge();
    const [header, payload] = jwt.split('.');
    expect(verifier.remembered(jwt)).toBeUndefined();
    const token = await verifier.verify(jwt);
    expect(verifier.remembered(jwt)).toBe(token);
    expect(verifier.remembered(`${header}.${payload}.AAAA`)).toBeUndefined();
  });

  test('is refused as soon as it has expired', async () => {
    const jwt = await forge();
    const { exp } = await verifier.verify(jwt);
    jest.useFakeTimers({ now: (exp + 4) * 1000, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    expect(verifier.remembered(jwt)).toMatchObject({ exp });
    jest.setSystemTime((exp + 5) * 1000);
    await expect(verifier.verify(jwt)).rejects.toMatchObject({ reason: 'expired' });
    jest.setSystemTime((exp + 4) * 1000);
    expect(verifier.remembered(jwt)).toBeUndefined();
  });

  test('is refused as soon as the key of its signer is gone or another one', async () => {
    const jwt = await forge();
    await verifier.verify(jwt);
    keys.set('identity', generateKeyPairSync('ed25519').publicKey);
    await expect(verifier.verify(jwt)).rejects.toMatchObject({ reason: 'bad-signature' });
    keys.set('identity', keyPair('identity').publicKey);
    await verifier.verify(jwt);
    keys.delete('identity');
    await expect(verifier.verify(jwt)).rejects.toMatchObject({ reason: 'unknown-key' });
  });

  test('proves nothing for the same claims to another audience or by another signature', async () => {
    await verifier.verify(await forge());
    await expect(verifier.verify(await forge({ audience: 'elsewhere' }))).rejects.toMatchObject({
      reason: 'wrong-audience',
    });
    const stolen = await forge({ key: keyPair('application').privateKey });
    for (const attempt of [stolen, stolen])
      await expect(verifier.verify(attempt)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  test('makes room: memory does not grow with the tokens', async () => {
    const first = await forge();
    await verifier.verify(first);
    for (let n = 0; n < 5_000; n += 1) await verifier.verify(await forge({ claims: { sid: `s${n}` } }));
    expect(verifier.remembered(first)).toBeUndefined();
  });
});

describe('the key files', () => {
  test('are checked when the service starts, and named when they are wrong', () => {
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '{"kty":"oct","k":"c2VjcmV0"}');
    expect(() => createTokenSigner('identity', wrong)).toThrow(wrong);
    expect(() => createTokenSigner('identity', join(folder, 'missing.json'))).toThrow(
      'TOKEN_PRIVATE_KEY_FILE',
    );
    expect(() => createTokenVerifier(wrong)).toThrow(wrong);
  });
});
