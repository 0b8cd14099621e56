import { Browser } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';

const browser = testBrowser();
let site: string;
beforeAll(async () => {
  site = (await wholeSystem()).tenants['duisburg']?.portal ?? '';
}, 400_000);

test('scripts and style sheets come compressed and are kept; a page is not kept', () =>
  browser.visit({}, async (page) => {
    const headers: Record<string, readonly [string | undefined, string | undefined]> = {};
    page.on('response', (response) => {
      const { 'content-encoding': encoding, 'cache-control': kept } = response.headers();
      headers[new URL(response.url()).pathname] = [encoding, kept];
    });
    await page.goto(site);
    const assets = Object.entries(headers).filter(([path]) => /^\/assets\/.*\.(js|css)$/.test(path));
    expect(assets.length).toBeGreaterThan(3);
    expect(assets.filter(([, [encoding]]) => encoding === undefined)).toEqual([]);
    expect(assets.filter(([, [, kept]]) => kept !== 'public,max-age=31536000,immutable')).toEqual([]);
    expect(headers['/']).toEqual(['br', 'no-store']);
  }));

test.each([
  ['nobody', {}, 'gzip'],
  ['somebody who has chosen the dark', { theme: 'dark' }, 'gzip'],
  // How small it gets would tell the secret of a session beside what somebody typed (BREACH).
  ['a session', { session: 'x', theme: 'dark' }, undefined],
  ['a sign-in that has begun', { theme: 'dark', 'sign-in': 'x' }, undefined],
])('the page of %s is compressed only where no secret can stand in it', async (_who, cookies, encoding) => {
  const asking = new Browser();
  asking.cookies.set(new URL(site).hostname, new Map(Object.entries(cookies)));
  const answer = await asking.request('GET', site, { headers: { 'accept-encoding': 'gzip' } });
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
});
