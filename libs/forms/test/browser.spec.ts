import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startBrowser } from '#browser';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { Outcome } from './in-browser';
import type { Vectors } from './run-vectors';

/** The vectors in a real browser, under a policy that allows no code but the page's own: what is the same there, is so for people. */

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'";
const folder = join(__dirname, 'vectors');
const names = readdirSync(folder);
const wrong: Vectors = {
  about: 'a vector that is wrong',
  form: { topics: [{ title: { de: 'T', en: 'T' }, fields: [] }] },
  cases: [{ name: 'one', data: {}, errors: ['/a required'] }],
};
const vectors = Object.fromEntries(
  names.map((name) => [
    name,
    [JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vectors | Vectors[]].flat(),
  ]),
);

let server: Server;
let browser: Browser;
let outcome: Outcome;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'in-browser.ts')],
    ...{ bundle: true, write: false, minify: true, format: 'iife', platform: 'browser', target: 'es2023' },
  });
  const files: Readonly<Record<string, readonly [type: string, content: string]>> = {
    '/': ['text/html', '<!doctype html><title>Forms</title><script src="/forms.js"></script>'],
    '/forms.js': ['text/javascript', outputFiles[0]?.text ?? ''],
    '/vectors.json': ['application/json', JSON.stringify({ ...vectors, wrong: [wrong] })],
  };
  server = createServer(({ url = '' }, response) => {
    const [type, content] = files[url] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-security-policy': policy, 'content-type': `${type}; charset=utf-8` });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const found = await page.waitForFunction(() => (globalThis as { outcome?: Outcome }).outcome);
  outcome = (await found.jsonValue()) as Outcome;
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test.each(names)('%s come out in a browser as on the server', (name) => {
  expect(outcome.differences[name]).toEqual([]);
});

test('the page may make no code out of text, and has not tried', () => {
  expect([outcome.mayEvaluate, outcome.refused]).toEqual([false, []]);
});

test('a difference would be seen there', () => {
  expect(outcome.differences['wrong']).toHaveLength(1);
});
