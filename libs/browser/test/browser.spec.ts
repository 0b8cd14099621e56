import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axe, focused, overhanging, tabStops, tabTo } from '#browser';
import { testBrowser } from '#testing';

/** Pages with one fault each; what is found on none of them would not be found on ours. */
const strict = "default-src 'self'; img-src data:; script-src 'nonce-ours'; style-src 'nonce-ours'";
const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="de"><title>Seite</title><link rel="icon" href="data:,">
   <style nonce="ours">a:focus { outline: 2px solid } .blind:focus, .card:focus { outline: none } .card:focus::after { content: ''; outline: 2px solid } table { width: 600px }</style>${head}
   <main><h1>Seite</h1>${body}</main></html>`;
const pages: Readonly<Record<string, readonly [html: string, policy?: string]>> = {
  '/right': [page('<p>Text</p><a href="/right">Hier</a>'), strict],
  '/strange': [page('<img alt="" src="http://127.0.0.2:9/pixel.png">'), 'img-src *'],
  '/stolen': [page('', '<script>window.stolen = true</script>'), strict],
  '/complaining': [page('', '<script nonce="ours">console.error("ach")</script>'), strict],
  '/throwing': [
    page('', '<script nonce="ours">setTimeout(() => { throw new Error("weh"); })</script>'),
    strict,
  ],
  '/lax': [page(''), "script-src 'unsafe-inline'"],
  '/open': [page('')],
  '/wide': [page('<table><tr><td>breit</table>'), strict],
  '/scrolled': [
    page('<div style="overflow-x: auto" tabindex="0"><table><tr><td>breit</table></div>'),
    "img-src 'self'",
  ],
  '/nameless': [page('<button></button>'), strict],
  '/blind': [
    page(
      '<a href="/">Eins</a> <a class="blind" href="/">Zwei</a> <a class="card" href="/">Karte</a> <span tabindex="-1">Drei</span>',
    ),
    strict,
  ],
};

let server: Server;
let site: string;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const [html, policy] = pages[url] ?? ['', strict];
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://duisburg.localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const browser = testBrowser();
const open = (path: string): Promise<unknown> =>
  browser.visit({}, async (page) => {
    await page.goto(site + path, { waitUntil: 'load' });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  });

test('a page that is right is complained about nowhere', () =>
  browser.visit({ width: 320 }, async (page) => {
    await page.goto(`${site}/right`);
    expect([await axe(page), await overhanging(page)]).toEqual([[], []]);
    expect(await tabStops(page)).toEqual([{ tag: 'a', name: 'Hier', seen: true }]);
  }));

test.each([
  ['/strange', '127.0.0.2:9 is asked for http://127.0.0.2:9/pixel.png'],
  ['/stolen', 'Content Security Policy'],
  ['/complaining', 'console error: ach'],
  ['/throwing', 'thrown: Error: weh'],
  ['/lax', "/lax comes with the policy 'unsafe-inline'"],
  ['/open', '/open has no Content-Security-Policy'],
])('%s fails a test: %s', async (path, complaint) => {
  await expect(open(path)).rejects.toThrow(complaint);
});

test('what is expected does not fail a test', () =>
  browser.visit({ expected: [/ach/] }, (page) => page.goto(`${site}/complaining`)));

test('a test that fails leaves a picture, the source and the console', async () => {
  const error = await open('/complaining').catch((error: Error) => error.message);
  const folder = /See (.*)$/.exec(String(error))?.[1] ?? '';
  expect(folder).toMatch(/\.local\/browser\/a-test-that-fails-leaves-a-picture/);
  expect(readdirSync(folder).sort()).toEqual(['1.html', '1.png', 'console.txt']);
});

test('what is too wide for a small screen is found, and not what scrolls by itself', () =>
  browser.visit({ width: 320, expected: [/Policy/] }, async (page) => {
    await page.goto(`${site}/wide`);
    expect(await overhanging(page)).toContain('table "breit" ends at 608 of 320');
    await page.goto(`${site}/scrolled`);
    expect(await overhanging(page)).toEqual([]);
  }));

test('a page that is enlarged has less room', () =>
  browser.visit({ width: 1280, zoom: 200 }, async (page) => {
    await page.goto(`${site}/right`);
    expect(await page.evaluate('[innerWidth, devicePixelRatio]')).toEqual([640, 2]);
  }));

test('a button without a name is found', () =>
  browser.visit({}, async (page) => {
    await page.goto(`${site}/nameless`);
    expect(await axe(page)).toEqual([expect.stringMatching(/^button-name \(critical\): .* · button · /)]);
  }));

test('the Tab key leads to what can be used; a focus that nobody sees is found', () =>
  browser.visit({}, async (page) => {
    await page.goto(`${site}/blind`);
    expect(await tabStops(page)).toEqual([
      { tag: 'a', name: 'Eins', seen: true },
      { tag: 'a', name: 'Zwei', seen: false },
      { tag: 'a', name: 'Karte', seen: true },
    ]);
    await tabTo(page, page.getByRole('link', { name: 'Zwei' }));
    expect((await focused(page))?.name).toBe('Zwei');
    await expect(tabTo(page, page.getByText('Drei'), 5)).rejects.toThrow(
      /does not lead to .*, but to .*a "Eins"/,
    );
  }));

test('what somebody looks at follows language, colours, motion, script and the line', () =>
  browser.visit({ language: 'en', dark: true, reducedMotion: true }, async (page, visit) => {
    await page.goto(`${site}/right`);
    const media = ['prefers-color-scheme: dark', 'prefers-reduced-motion: reduce'];
    const matches = media.map((one) => `matchMedia('(${one})').matches`).join();
    expect(await page.evaluate(`[navigator.language, ${matches}]`)).toEqual(['en-GB', true, true]);
    await visit.offline(() =>
      expect(page.goto(`${site}/right`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED'),
    );
    expect((await page.goto(`${site}/right`))?.status()).toBe(200);
  }));
