import { setTimeout as delay } from 'node:timers/promises';
import { report } from '../benchmark';
import { spread } from '../measure';
import type { Measurement } from './measurement';
import { type ByProcess, cpuOf, scaled, since, sumOf } from './processes';
import type { OwnSystem } from './system';

const measuredSeconds = 30;
const windowSeconds = 5;
/** Windows that cost about the same one after another: nothing is being caught up any more. */
const alikeWindows = 3;
/** How far apart such windows lie at most, in % of a core. */
const alike = 1.5;
const patienceSeconds = 90;

/** The idle system: nobody asks for anything, and nothing is left to catch up. */
export const idle: Measurement = async (system) => {
  report(`waiting until the system has settled, then ${measuredSeconds} s of idling`);
  await settled(system);
  const used = scaled(await usePerSecond(system, measuredSeconds), 1 / 10);
  return {
    tables: [{ title: `The idle system, ${measuredSeconds} s, by process`, rows: { '% of a core': used } }],
    figures: [{ what: 'idle system, all processes together', value: sumOf(used), ceiling: 5, unit: ' %' }],
  };
};

/** Processor time of each process while nothing is asked, in ms per second. */
export async function usePerSecond(system: OwnSystem, seconds: number): Promise<ByProcess> {
  const before = cpuOf(system);
  const begin = performance.now();
  await delay(seconds * 1000);
  return scaled(since(before, cpuOf(system)), 1000 / (performance.now() - begin));
}

/** Windows of so many seconds, of which the middle one counts. */
const [restingWindows, restingSeconds] = [3, 8];

/**
 * What each process uses while it rests, in ms per second: the middle one of some windows. After work each collects its garbage once,
 * which is a tenth of a second of that process and no part of resting.
 */
export async function restingUsePerSecond(system: OwnSystem): Promise<ByProcess> {
  const windows: ByProcess[] = [];
  while (windows.length < restingWindows) windows.push(await usePerSecond(system, restingSeconds));
  const middle = (name: string) => spread(windows.map((window) => window[name] ?? 0)).median;
  return Object.fromEntries(Object.keys(windows[0] ?? {}).map((name) => [name, middle(name)]));
}

/** Waits until the system uses as little in each of some windows as in the one before, or for so long that it never will. */
export async function settled(system: OwnSystem): Promise<void> {
  const windows: number[] = [];
  const isSettled = () => {
    const last = windows.slice(-alikeWindows);
    return last.length === alikeWindows && Math.max(...last) - Math.min(...last) <= alike;
  };
  while (!isSettled() && windows.length * windowSeconds < patienceSeconds)
    windows.push(sumOf(await usePerSecond(system, windowSeconds)) / 10);
}
