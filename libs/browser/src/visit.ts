import type { Browser, BrowserContext, Page } from 'playwright-core';
import { watch } from './watch';

/** How somebody looks at the pages. What is left out is a large screen, German, light, with script, in full motion. */
export interface Look {
  /** In CSS pixels; 1280 where nothing is said. */
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'de' | 'en';
  /** Enlarged by the browser to so many per cent: the page has as much less room. */
  readonly zoom?: number;
  readonly script?: boolean;
  readonly dark?: boolean;
  readonly reducedMotion?: boolean;
  /** The processor is so many times as slow. */
  readonly slowdown?: number;
  /** A line as at the edge of a network: 400 ms to the server and back, 400 kbit/s. */
  readonly badLine?: boolean;
  /** Who is signed in already, by the session of a person of `#portal-client`. */
  readonly person?: {
    readonly site: string;
    readonly browser: { readonly cookies: ReadonlyMap<string, ReadonlyMap<string, string>> };
  };
  /** Complaints that belong to what is tried, e.g. those about a request that nobody answers. */
  readonly expected?: readonly RegExp[];
}

/** Longer than any page of ours may take, on a busy machine; in ms. */
const patienceMs = 30_000;

const badLineConditions = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
};

/** Somebody at a browser of their own: their cookies, their tabs, and everything that went amiss in it. */
export class Visit {
  private constructor(
    readonly context: BrowserContext,
    /** The first tab. */
    readonly page: Page,
    /** What the browser wrote to its console, a line each. */
    readonly log: readonly string[],
    private readonly found: readonly string[],
    private readonly look: Look,
  ) {}

  static async begin(browser: Browser, look: Look = {}): Promise<Visit> {
    const { width = 1280, height = 800, zoom = 100, language = 'de' } = look;
    const factor = zoom / 100;
    const context = await browser.newContext({
      viewport: { width: Math.round(width / factor), height: Math.round(height / factor) },
      deviceScaleFactor: factor,
      locale: language === 'de' ? 'de-DE' : 'en-GB',
      timezoneId: 'Europe/Berlin',
      javaScriptEnabled: look.script ?? true,
      colorScheme: look.dark ? 'dark' : 'light',
      reducedMotion: look.reducedMotion ? 'reduce' : 'no-preference',
    });
    context.setDefaultTimeout(patienceMs);
    if (look.person) await context.addCookies(cookiesOf(look.person));
    const { log, complaints } = watch(context);
    const visit = new Visit(context, await context.newPage(), log, complaints, look);
    await visit.slowDown(visit.page);
    return visit;
  }

  /** What went amiss so far and was not expected; see {@link watch}. */
  get complaints(): string[] {
    const { expected = [] } = this.look;
    return this.found.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
  }

  /** One more tab of the same person. */
  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    await this.slowDown(page);
    return page;
  }

  /** The line is cut while something is done. */
  async offline<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.context.setOffline(true);
    try {
      return await work();
    } finally {
      await this.context.setOffline(false);
    }
  }

  async end(): Promise<void> {
    await this.context.close();
  }

  private async slowDown(page: Page): Promise<void> {
    const { slowdown, badLine = false } = this.look;
    if (slowdown === undefined && !badLine) return;
    const session = await this.context.newCDPSession(page);
    if (slowdown !== undefined) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    if (badLine) await session.send('Network.emulateNetworkConditions', badLineConditions);
  }
}

function cookiesOf({ site, browser }: NonNullable<Look['person']>) {
  const { hostname } = new URL(site);
  return [...(browser.cookies.get(hostname) ?? [])].map(([name, value]) => ({
    ...{ name, value, domain: hostname, path: '/' },
    ...{ httpOnly: true, sameSite: 'Lax' as const },
  }));
}
