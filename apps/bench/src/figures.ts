import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBenchConfig } from './config';
import type { Measured } from './measure';

/** A figure, with what the project promises of it. One without floor and ceiling is shown and promised nowhere. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly floor?: number;
  readonly ceiling?: number;
  /** With the space before it, e.g. ` ms`. */
  readonly unit?: string;
}

/** Prints contenders beside each other, and how each figure stands to its floor. */
export function print(title: string, measured: readonly Measured[], figures: readonly Figure[]): void {
  console.log(`\n${title}\n`);
  console.table(
    measured.map(({ name, concurrency, perSecond, cpuMicroseconds }) => ({
      what: name,
      'at once': concurrency,
      'per second': Math.round(perSecond.median),
      least: Math.round(perSecond.least),
      most: Math.round(perSecond.most),
      'Node CPU µs': cpuMicroseconds === undefined ? '' : Math.round(cpuMicroseconds.median * 10) / 10,
    })),
  );
  printFigures(figures);
}

/**
 * Prints each figure beside what is promised.
 * @param beside further columns by the name of the figure
 */
export function printFigures(
  figures: readonly Figure[],
  beside: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): void {
  if (figures.length === 0) return;
  console.table(
    figures.map((figure) => ({
      figure: figure.what,
      measured: withUnit(figure.value, figure),
      ...beside[figure.what],
      promised: promiseOf(figure),
      '': promiseOf(figure) === '' ? '' : holds(figure) ? 'holds' : 'MISSED',
    })),
  );
}

/** A value with two digits after the point, and its unit. */
export function withUnit(value: number, { unit = '' }: Pick<Figure, 'unit'>): string {
  return `${Math.round(value * 100) / 100}${unit}`;
}

function promiseOf({ floor, ceiling, unit = '' }: Figure): string {
  if (floor !== undefined) return `≥ ${floor}${unit}`;
  return ceiling === undefined ? '' : `≤ ${ceiling}${unit}`;
}

/** A figure that could not be measured (NaN) does not hold. */
export function holds({ value, floor = -Infinity, ceiling = Infinity }: Figure): boolean {
  return value >= floor && value <= ceiling;
}

/** Keeps the results for programs, says where, and tells the exit code: 0 when every figure holds. */
export function keep(
  name: string,
  results: { readonly figures: readonly Figure[]; readonly [what: string]: unknown },
): 0 | 1 {
  const folder = readBenchConfig().results;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...results }, undefined, 2)}\n`);
  console.log(file);
  return results.figures.every(holds) ? 0 : 1;
}
