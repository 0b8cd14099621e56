import pg from 'pg';
import { Staff, type Citizen } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import type { OwnSystem } from '../http/system';
import { layCases, layDecisions, type Offered } from '../work-list/city';
import { asked, askedPages } from './asked-pages';
import type { Looked, WebExtent } from './looked';
import { onDesk } from './on-desk';

/** References are taken from here on. */
const before = 100_000;

/** What caseworkers do with the list, as its address says it. */
const questions = (next: string): Readonly<Record<string, string>> => ({
  'a filter': '/vorgaenge?ansicht=ueberfaellig',
  'one service': '/vorgaenge?dienstleistung=hundesteuer-anmeldung',
  'another order': '/vorgaenge?sortierung=aenderung&richtung=ab',
  'closed cases': '/vorgaenge?ansicht=abgeschlossen',
  'a reference': '/vorgaenge?q=DU%202026%20100123',
  'two words': '/vorgaenge?q=anmeldung%20hund',
  'the next page': next,
  'rows of 100': '/vorgaenge?zeilen=100',
});

/**
 * The back-office of a city with many open cases, for somebody whose are all offices: how long its list takes at the server and on a
 * desk, whether scrolling holds it up, and the figures over all of it.
 */
export async function atOffice(
  { system, browser, pages }: Looked,
  { cases, times, rounds }: WebExtent,
): Promise<Figure[]> {
  const staff = await Staff.signIn(system.run, 'h.brandt');
  try {
    report(`laying ${cases} open cases and twice as many closed ones`);
    const owner = ownerOf(system);
    const offered = await offeredTo(pages.list.person);
    return await withoutVerification(owner, async () => {
      await layCases(owner, cases, offered, before);
      await layDecisions(owner);
      report(`pages of the list, ${times} times each`);
      const first = { what: 'first rows', path: '/vorgaenge', ceiling: 300 };
      const next = nextIn(await asked(staff, first.path));
      const others = Object.entries(questions(next)).map(([what, path]) => ({ what, path, ceiling: 150 }));
      const figures = { what: 'figures of all cases', path: '/zahlen', ceiling: 300 };
      const atServer = await askedPages(system, 'office', staff, [first, ...others, figures], times);
      report('the list on a desk');
      const usual = { ...first, what: 'the list' };
      // What is promised is promised of the rows that people have who choose nothing.
      const long = { what: '100 rows', path: '/vorgaenge?zeilen=100' };
      return [
        ...atServer,
        ...(await onDesk(browser, 'office', staff, usual, rounds)),
        ...(await onDesk(browser, 'office', staff, long, rounds)),
      ];
    });
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

/**
 * Works while no verification runs, by holding its lock: the cases that are laid have no history, and each would be told as a row that
 * is not what its events say. The system is gone afterwards.
 */
async function withoutVerification<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('verification', 0))`);
    return await work();
  } finally {
    await client.end();
  }
}

/** The address of the next page, as a page of the list has it. */
function nextIn(html: string): string {
  const address = /href="(\/vorgaenge\?[^"]*\bab=[^"]*)"/.exec(html)?.[1];
  if (address === undefined) throw new Error('the list has no next page');
  return address.replaceAll('&amp;', '&');
}
