import type { Browser, Page } from 'playwright-core';
import { Visit, type Look } from '#browser';
import type { Person } from '#portal-client';
import type { Scene } from './scene';

/** A page of a city's portal or back-office in one of its states, and how one gets there. */
export interface PortalPage {
  /** Short and German: pictures are named by it. */
  readonly name: string;
  /** Whose it is; the portal's where nothing is said. */
  readonly site?: 'portal' | 'backoffice';
  /** Its German address as `app/routes.ts` of the portal or the back-office has it. */
  readonly route: string;
  /** Duisburg where nothing is said. */
  readonly city?: string;
  /** What stands in the place of `:id` and the like. */
  readonly params?: (scene: Scene) => Promise<Readonly<Record<string, string>>>;
  /** With the question mark. */
  readonly query?: string;
  /** Who looks at it; nobody who is signed in where it is absent. */
  readonly who?: (scene: Scene) => Promise<Person>;
  /** Of the answer; 200 where nothing is said. */
  readonly status?: number;
  /** What is done on the page until it is in its state. */
  readonly then?: (page: Page) => Promise<unknown>;
  /** How it is looked at beside what everybody tries, e.g. in the dark. */
  readonly look?: Look;
  /** Information that search engines find: it can be read without script. */
  readonly isInformation?: boolean;
}

/** Somebody stands before a page in its state; they end the visit. @throws Error that says what could not be reached */
export async function arriveAt(
  browser: Browser,
  page: PortalPage,
  scene: Scene,
  look: Look = {},
): Promise<Visit> {
  const visit = await Visit.begin(browser, await lookOf(page, scene, look));
  try {
    await arrive(visit.page, page, scene, look);
    return visit;
  } catch (error) {
    await visit.end();
    throw error;
  }
}

/** How somebody looks at a page: signed in, where it is for somebody. */
export async function lookOf({ who, look }: PortalPage, scene: Scene, other: Look = {}): Promise<Look> {
  const person = await who?.(scene);
  const expected = [...(look?.expected ?? []), ...(other.expected ?? [])];
  return { ...look, ...other, expected, ...(person && { person }) };
}

/** Goes to a page and brings it into its state. @throws Error when it is led elsewhere, or answered otherwise */
export async function arrive(tab: Page, page: PortalPage, scene: Scene, look: Look = {}): Promise<void> {
  const address = await addressOf(page, scene, look.language);
  // The portal is light until somebody says otherwise there.
  if (look.dark ?? page.look?.dark)
    await tab.context().addCookies([{ name: 'theme', value: 'dark', url: address }]);
  const answer = await tab.goto(address);
  const { status = 200 } = page;
  if (answer?.status() !== status || tab.url() !== address)
    throw new Error(`${address} leads to ${tab.url()}, answered with ${answer?.status()}`);
  // Fonts change where lines end; what was loaded in parts has its place by then.
  await tab.evaluate('document.fonts.ready.then(() => undefined)');
  await page.then?.(tab);
}

/** The address of a page in a language. */
export async function addressOf(
  { site = 'portal', route, city = 'duisburg', params, query = '' }: PortalPage,
  scene: Scene,
  language: Look['language'] = 'de',
): Promise<string> {
  const values = (await params?.(scene)) ?? {};
  const path = route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const prefix = language === 'en' ? '/en' : '';
  const origin = scene.run.tenants[city]?.[site].replace(/\/$/, '');
  return `${origin}${prefix}${path === '/' && prefix !== '' ? '' : path}${query}`;
}
