import { setTimeout as delay } from 'node:timers/promises';
import { Citizen } from '#portal-client';
import { report } from '../benchmark';
import { settled } from './idle';
import type { Measurement } from './measurement';
import { OpenPage } from './open-page';
import { type ByProcess, cpuOf, scaled, since, sumOf } from './processes';
import type { OwnSystem } from './system';

const measuredSeconds = 30;
/** Each citizen has the portal open in so many tabs: all sessions differ, and signing in does not take longer than measuring. */
const tabs = 4;
/** So many sign in, or open a page, at the same time. */
const atOnce = 16;

/**
 * Many open pages, of which one is concerned by an event each second: its citizen begins an application every second. CPU of
 * gateway and application, above what the same second costs them while only the one page is open.
 */
export const streams: Measurement = async (system, { streams: count }) => {
  const { run } = system;
  const concerned = await Citizen.signIn(run, 'duisburg', 'bench.concerned@example.org');
  const page = await OpenPage.of(concerned);
  await everySecond(concerned, page, 10); // warm-up
  await settled(system);
  const alone = await measured(system, () => everySecond(concerned, page, measuredSeconds));

  const citizens = Math.ceil((count - 1) / tabs);
  report(`${citizens} citizens sign in, and have the portal open in ${tabs} tabs each`);
  const people: Citizen[] = [];
  const pages: OpenPage[] = [];
  await spread(citizens, async (n) => {
    const citizen = await Citizen.signIn(run, 'duisburg', `bench.tab${n}@example.org`);
    people.push(citizen);
    // The last one has fewer: so many streams, and not one more, is what one process takes.
    const own = Math.min(tabs, count - 1 - n * tabs);
    for (let tab = 0; tab < own; tab += 1) pages.push(await OpenPage.of(citizen));
  });
  await settled(system);
  report(`${pages.length + 1} pages are open: an event each second for one of them, ${measuredSeconds} s`);
  const among = await measured(system, () => everySecond(concerned, page, measuredSeconds));
  const reopened = pages.reduce((sum, { reopened }) => sum + reopened, page.reopened);
  for (const one of [page, ...pages]) one.close();
  for (const one of [concerned, ...people]) one.close();

  const above = sumOf(among) - sumOf(alone);
  return {
    tables: [
      {
        title: `An event each second for one open page, CPU in % of a core (streams opened again: ${reopened})`,
        rows: {
          'only that page is open': { ...alone, together: sumOf(alone) },
          [`${pages.length + 1} pages are open`]: { ...among, together: sumOf(among) },
        },
      },
    ],
    figures: [
      {
        what: `${pages.length + 1} open streams, 1 event/s for one: gateway and application, above that one alone`,
        value: above,
        ceiling: 3,
        unit: ' %',
      },
    ],
  };
};

/** What gateway and application use while something is done, in % of a core. */
async function measured(system: OwnSystem, work: () => Promise<void>): Promise<ByProcess> {
  const before = cpuOf(system);
  const begin = performance.now();
  await work();
  const used = scaled(since(before, cpuOf(system)), 100 / (performance.now() - begin));
  return { gateway: used['gateway'] ?? NaN, application: used['application'] ?? NaN };
}

/** Begins an application each second; each has to be told to the page before the next. */
async function everySecond(citizen: Citizen, page: OpenPage, seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    const second = delay(1_000);
    const told = page.next();
    await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' });
    await told;
    await second;
  }
}

/** Does something so many times, several at once. */
async function spread(times: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let n = next++; n < times; n = next++) await work(n);
    }),
  );
}
