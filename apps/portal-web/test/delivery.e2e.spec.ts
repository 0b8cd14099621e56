import { testBrowser, wholeSystem } from '#testing';

const browser = testBrowser();
let site: string;
beforeAll(async () => {
  site = (await wholeSystem()).tenants['duisburg']?.portal ?? '';
}, 400_000);

test('scripts and style sheets come compressed and are kept; a page is not kept, nor compressed with the secret of a session in it', () =>
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
    expect(headers['/']).toEqual([undefined, 'no-store']);
  }));
