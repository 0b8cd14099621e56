import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Look, Visit } from '#browser';
import type { Browser } from 'playwright-core';
import { disturbing, undisturbed } from './undisturbed';

/** Where a visit that failed leaves what was seen last. */
const failures = resolve('.local/browser');

/** What somebody does at a browser. */
export type Visiting<Result> = (page: Visit['page'], visit: Visit) => Promise<Result>;

/** Browses in a test. */
export interface TestBrowser {
  /**
   * Lets somebody visit pages in a browser of their own. Fails also when the browser had to complain: about something loaded from
   * elsewhere, an error on the console, something that the Content-Security-Policy stopped or should have stopped.
   * What stood there then lies in `.local/browser/<name of the test>/`.
   */
  visit<Result>(look: Look, visiting: Visiting<Result>): Promise<Result>;
  /** The same, while nobody else looks at pages: for a test that ends services. */
  visitAlone<Result>(look: Look, visiting: Visiting<Result>): Promise<Result>;
}

/** A browser for the tests of a file, started before the first and ended after the last. Called where tests are declared. */
export function testBrowser(): TestBrowser {
  // A visit may have to wait until services that were killed are back.
  jest.setTimeout(240_000);
  let browser: Browser | undefined;
  // Playwright is one large file, which every test would load that asks this library for anything.
  beforeAll(async () => (browser = await (await import('#browser')).startBrowser()));
  afterAll(() => browser?.close());
  async function visited<Result>(look: Look, visiting: Visiting<Result>): Promise<Result> {
    if (browser === undefined) throw new Error('the browser is not there before the tests begin');
    const { Visit } = await import('#browser');
    const visit = await Visit.begin(browser, look);
    try {
      const result = await visiting(visit.page, visit);
      if (visit.complaints.length > 0) throw new Error(visit.complaints.join('\n'));
      return result;
    } catch (error) {
      throw saying(error, `See ${await keptOf(visit)}`);
    } finally {
      await visit.end();
    }
  }
  return {
    visit: (look, visiting) => undisturbed(() => visited(look, visiting)),
    visitAlone: (look, visiting) => disturbing(() => visited(look, visiting)),
  };
}

/** Keeps a picture and the source of every tab, and the console. @returns the folder */
async function keptOf({ context, log, complaints }: Visit): Promise<string> {
  const name = (expect.getState().currentTestName ?? 'browser').replace(/[^\p{L}\d]+/gu, '-').slice(0, 120);
  const folder = join(failures, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'console.txt'), [...log, '', ...complaints].join('\n'));
  for (const [index, page] of context.pages().entries()) {
    writeFileSync(
      join(folder, `${index + 1}.html`),
      `<!-- ${page.url()} -->\n${await page.content().catch(messageOf)}`,
    );
    await page.screenshot({ path: join(folder, `${index + 1}.png`), fullPage: true }).catch(() => undefined);
  }
  return folder;
}

/** The same error with one more line: jest reads the message off the stack. */
function saying(error: unknown, line: string): Error {
  const same = error instanceof Error ? error : new Error(String(error));
  const message = `${same.message}\n${line}`;
  same.stack = same.stack?.replace(same.message, () => message) ?? message;
  same.message = message;
  return same;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
