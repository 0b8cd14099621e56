import { setTimeout as delay } from 'node:timers/promises';
import { Staff } from '#portal-client';
import { report } from '../benchmark';
import { applicants, casesAtOnce, playCases, stepsOfCase, warmUpCases } from './case-steps';
import { restingUsePerSecond, settled } from './idle';
import type { Measurement, Rows } from './measurement';
import { cpuOf, scaled, since, sumOf } from './processes';

/** What follows from a step (papers, notes of consumers, mails that wait for nothing) has been done by then. */
const followsWithinMs = 4_000;
/** Processes that use less than this for a step have nothing to do with it, in ms. */
const negligible = 0.05;

/**
 * The steps of a case, each taken by all cases before the next: what one costs each process, with what follows from it at once. Mails that
 * gather changes for a minute go out while a later step is measured.
 */
export const steps: Measurement = async (system, { cases: count }) => {
  const caseworker = await Staff.signIn(system.run, 'm.nguyen');
  const among = await applicants(system.run);
  report(`warm-up: ${warmUpCases} cases`);
  await playCases(warmUpCases, among, caseworker);
  await settled(system);
  const idle = await restingUsePerSecond(system);

  const cases = among.map((one, first) =>
    Array.from({ length: Math.ceil(count / casesAtOnce) }, (_, nth) =>
      stepsOfCase(nth * casesAtOnce + first, one, caseworker),
    ),
  );
  const names = Object.keys(cases[0]?.[0] ?? {}) as (keyof ReturnType<typeof stepsOfCase>)[];
  const rows: Record<string, Rows[string]> = {};
  for (const name of names) {
    const [before, begin] = [cpuOf(system), performance.now()];
    await Promise.all(
      cases.map(async (own) => {
        for (const one of own) await one[name]();
      }),
    );
    await delay(followsWithinMs);
    const resting = scaled(idle, (performance.now() - begin) / 1000);
    const used = since(before, cpuOf(system));
    const each = Object.fromEntries(
      Object.entries(used)
        .map(
          ([process, figure]) => [process, (figure - (resting[process] ?? 0)) / cases.flat().length] as const,
        )
        .filter(([, figure]) => figure > negligible),
    );
    rows[name] = { ...each, together: sumOf(each) };
    report(`${name}: ${sumOf(each).toFixed(1)} ms`);
  }
  for (const { page, citizen } of among) {
    page.close();
    citizen.close();
  }
  caseworker.close();
  const title = `What a step of a case costs, ${cases.flat().length} cases, ${casesAtOnce} at once, CPU ms by process`;
  return { tables: [{ title, rows }], figures: [] };
};
