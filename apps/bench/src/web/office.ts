import type { Browser } from 'playwright-core';
import { Visit } from '#browser';
import { dogRegistration, Staff, type Citizen } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { settled, usePerSecond } from '../http/idle';
import { OpenPage } from '../http/open-page';
import { sumOf } from '../http/processes';
import type { OwnSystem } from '../http/system';
import { quantiles, spread } from '../measure';
import { layCases, type Offered } from '../work-list/city';
import { largestContentfulPaint } from './in-browser';

/** More than that one person may not have. */
const tabsEach = 8;
const idleSeconds = 30;

/** What caseworkers do with the list, as its address says it. */
const questions: Readonly<Record<string, string>> = {
  'first rows': '/vorgaenge',
  'a filter': '/vorgaenge?ansicht=ueberfaellig',
  'one service': '/vorgaenge?dienstleistung=hundesteuer-anmeldung',
  'another order': '/vorgaenge?sortierung=aenderung&richtung=ab',
  'a search': '/vorgaenge?q=DU%202026%20100123',
};

/**
 * The back-office of a city with many open cases: how long its list takes at the server and on a desk, whether scrolling holds it
 * up, and what many open tabs cost a system in which nothing happens.
 * @param citizen of Duisburg
 * @param cases open ones; twice as many are closed
 * @param times each page is asked for
 */
export async function atOffice(
  system: OwnSystem,
  browser: Browser,
  citizen: Citizen,
  cases: number,
  times: number,
): Promise<Figure[]> {
  const staff = await Staff.signIn(system.run, 'm.nguyen');
  try {
    const opened = await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
    const tabs = await openTabs(system, staff, opened.id);
    report(`laying ${cases} open cases and twice as many closed ones`);
    await layCases(ownerOf(system), cases, await offeredTo(citizen), 100_000);
    const figures: Figure[] = [];
    for (const [what, path] of Object.entries(questions))
      figures.push(await atServer(staff, what, path, times));
    return [...figures, ...(await onDesk(browser, staff, times)), tabs];
  } finally {
    staff.close();
  }
}

function ownerOf({ run }: OwnSystem): string {
  const owner = run.postgres.databases['application']?.owner;
  if (owner === undefined) throw new Error('the run file names no database of the application service');
  return owner;
}

async function offeredTo(citizen: Citizen): Promise<Offered[]> {
  const { items } = await citizen.get<{ items: { key: string }[] }>('/services');
  return Promise.all(
    items.map(async ({ key }) => {
      const { version } = await citizen.get<{ version: string }>(`/services/${key}`);
      return { key, version };
    }),
  );
}

/** A page of the list as the browser gets it, whole. */
async function atServer(staff: Staff, what: string, path: string, times: number): Promise<Figure> {
  const ask = async () => {
    const begun = performance.now();
    const { status } = await staff.browser.request('GET', `${staff.site}${path}`);
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    return performance.now() - begun;
  };
  await ask();
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) taken.push(await ask());
  return { what: `office, ${what}: page, p95`, value: quantiles(taken).p95, ceiling: 150, unit: ' ms' };
}

/** At a desk's processor: until the first rows stand there, and the longest task while somebody scrolls through all of a page. */
async function onDesk(browser: Browser, staff: Staff, times: number): Promise<Figure[]> {
  const paints: number[] = [];
  const tasks: number[] = [];
  for (let time = 0; time < Math.min(times, 7); time += 1) {
    const visit = await Visit.begin(browser, { person: staff });
    try {
      const { page } = visit;
      await page.goto(`${staff.site}/vorgaenge?zeilen=100`, { waitUntil: 'networkidle' });
      paints.push(await page.evaluate<number>(largestContentfulPaint));
      await page.evaluate(noteLongTasks);
      for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, 300);
      await page.waitForTimeout(500);
      tasks.push(Math.max(0, ...(await page.evaluate<number[]>('globalThis.tasks'))));
    } finally {
      await visit.end();
    }
  }
  return [
    { what: 'office, the list on a desk: its rows', value: spread(paints).median, ceiling: 300, unit: ' ms' },
    {
      what: 'office, scrolling 100 rows: longest task over 50 ms',
      value: spread(tasks).median,
      ceiling: 0,
      unit: ' ms',
    },
  ];
}

/** What is told of long tasks from now on (Long Tasks API: those of 50 ms and more). */
const noteLongTasks = `globalThis.tasks = []; new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.tasks.push(duration);
}).observe({ type: 'longtask' })`;

/**
 * What open tabs cost all processes of a system in which nothing happens: each has its stream, and a case that is looked at, which
 * it says once a minute. Everybody who works on cases has as many as one person may have.
 */
async function openTabs(system: OwnSystem, staff: Staff, caseId: string): Promise<Figure> {
  report(`waiting until the system has settled, then ${idleSeconds} s without tabs and as many with them`);
  await settled(system);
  const without = sumOf(await usePerSecond(system, idleSeconds));
  const people: Staff[] = [];
  const pages: OpenPage[] = [];
  try {
    for (const { user, roles } of system.run.logins.staff) {
      if (!roles.includes('caseworker') && !roles.includes('head-of-office')) continue;
      const person = await Staff.signIn(system.run, user);
      people.push(person);
      for (let tab = 0; tab < tabsEach; tab += 1) pages.push(await OpenPage.of(person));
    }
    const url = `${staff.site}/api/applications/${caseId}/presence`;
    const saying = setInterval(
      () => void staff.browser.request('PUT', url).catch(() => undefined),
      60_000 / pages.length,
    );
    await settled(system);
    const used = sumOf(await usePerSecond(system, idleSeconds));
    clearInterval(saying);
    return {
      what: `office, ${pages.length} open tabs`,
      // ms of a second are tenths of a per cent.
      value: (used - without) / 10,
      ceiling: (5 * pages.length) / 200,
      unit: ' %',
    };
  } finally {
    for (const page of pages) page.close();
    for (const person of people) person.close();
  }
}
