import type { Person } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { cpuOf, scaled, since, sumOf, type ByProcess } from '../http/processes';
import type { OwnSystem } from '../http/system';
import { quantiles } from '../measure';

/** A page, and how long its reader may wait for the whole of it. */
export interface AskedPage {
  readonly what: string;
  readonly path: string;
  /** p95, in ms; nothing is promised where it is absent. */
  readonly ceiling?: number;
}

/**
 * How long the server takes for pages, one after another, what each costs all processes, and how large it is.
 * @param where `office` or `citizen`: begins the names of the figures
 */
export async function askedPages(
  system: OwnSystem,
  where: string,
  person: Person,
  pages: readonly AskedPage[],
  times: number,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { what, path, ceiling } of pages) {
    // Until what runs often is compiled, and names are known to their reader.
    for (let time = 0; time < 5; time += 1) await asked(person, path);
    const before = cpuOf(system);
    const taken: number[] = [];
    let kilobytes = 0;
    for (let time = 0; time < times; time += 1) {
      const begun = performance.now();
      kilobytes = (await asked(person, path)).length / 1_000;
      taken.push(performance.now() - begun);
    }
    const used = scaled(since(before, cpuOf(system)), 1 / times);
    report(`${what}: ${inWords(used)}`);
    figures.push(
      {
        what: `${where}, ${what}: page, p95`,
        value: quantiles(taken).p95,
        ...(ceiling !== undefined && { ceiling }),
        unit: ' ms',
      },
      { what: `${where}, ${what}: processor time of all`, value: sumOf(used), unit: ' ms' },
      { what: `${where}, ${what}: HTML`, value: kilobytes, unit: ' kB' },
    );
  }
  return figures;
}

/** What each process used, in ms, where that is worth a word. */
const inWords = (used: ByProcess): string =>
  Object.entries(used)
    .filter(([, ms]) => ms >= 0.5)
    .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
    .join(', ');

/** A page as the browser gets it, whole. @throws Error unless it is answered with 200 */
export async function asked({ browser, site }: Person, path: string): Promise<string> {
  const { status, text } = await browser.request('GET', `${site}${path}`);
  if (status !== 200) throw new Error(`${path} was answered with ${status}`);
  return text;
}
