import { join } from 'node:path';
import { folderOf, ProviderServer } from '../../test/provider-server';
import { AccessTokens } from './access-token';
import { Exchange } from './exchange';

let server: ProviderServer;
let exchange: Exchange;
let asked: number;
let now: number;
let lifetime: number | undefined;

beforeAll(async () => {
  server = await ProviderServer.start(() => {
    asked += 1;
    return { json: { access_token: `token-${asked}`, token_type: 'Bearer', expires_in: lifetime } };
  });
  exchange = new Exchange('pmpay');
});
afterAll(async () => {
  await exchange.close();
  await server.stop();
});
beforeEach(() => {
  asked = 0;
  now = Date.parse('2026-11-26T12:00:00Z');
});

/** The tokens that questions are asked with, so many seconds after the first one. */
async function usedAt(...seconds: readonly number[]): Promise<readonly string[]> {
  const clientSecretFile = join(folderOf({ secret: 'hush' }), 'secret');
  const tokens = new AccessTokens(
    exchange,
    { tokenUrl: `${server.url}/token`, clientId: 'city', clientSecretFile },
    () => now,
  );
  const used: string[] = [];
  const begin = now;
  for (const second of seconds) {
    now = begin + second * 1_000;
    await tokens.asking((authorization) => {
      used.push(authorization.replace('Bearer ', ''));
      return Promise.resolve({ status: 200, contentType: '', raw: '', digest: '' });
    });
  }
  return used;
}

test('a token is used until half a minute before its end, and no longer', async () => {
  lifetime = 3_600;
  expect(await usedAt(0, 3_569, 3_570)).toEqual(['token-1', 'token-1', 'token-2']);
});

test('one that lives for a short time is used for half of it', async () => {
  lifetime = 40;
  expect(await usedAt(0, 19, 20)).toEqual(['token-1', 'token-1', 'token-2']);
});

test('one that does not say how long it lives is used for half a minute', async () => {
  lifetime = undefined;
  expect(await usedAt(0, 29, 30)).toEqual(['token-1', 'token-1', 'token-2']);
});
