import { readdirSync, readFileSync } from 'node:fs';
import type { OwnSystem } from './system';

/** Clock ticks per second in `/proc/<pid>/stat`: a constant of Linux for user space, on every architecture. */
const ticksPerSecond = 100;

/** A figure of each process of a system, in the order in which they were started. */
export type ByProcess = Readonly<Record<string, number>>;

/**
 * Processor time that each process of a system has used since it began, with everything that it started and that has ended
 * since, in ms (to 10 ms). PostgreSQL and Kafka, the local inbox, the identity provider and the launcher are among them.
 */
export function cpuOf(system: OwnSystem): ByProcess {
  return eachProcess(system, (pids, isAlone) =>
    pids.reduce((sum, pid) => sum + cpuMilliseconds(pid, !isAlone), 0),
  );
}

/** What was used since an earlier look. A process that was started anew meanwhile counts from its start. */
export function since(before: ByProcess, now: ByProcess): ByProcess {
  return Object.fromEntries(
    Object.entries(now).map(([name, used]) => {
      const earlier = before[name] ?? 0;
      return [name, used >= earlier ? used - earlier : used];
    }),
  );
}

/** All processes together. */
export function sumOf(figures: ByProcess): number {
  return Object.values(figures).reduce((sum, figure) => sum + figure, 0);
}

/** Every figure multiplied, e.g. by one part of so many. */
export function scaled(figures: ByProcess, factor: number): ByProcess {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure * factor]));
}

/** Resident memory of each process of a system and of what it started, in MB. Pages that processes share are counted in each. */
export function residentMemoryOf(system: OwnSystem): ByProcess {
  return eachProcess(system, (pids) => megabytes(pids, 'status', resident));
}

/** Proportional memory, in MB: pages that processes share are counted once. */
export function proportionalMemoryOf(system: OwnSystem): ByProcess {
  return eachProcess(system, (pids) => megabytes(pids, 'smaps_rollup', /^Pss:\s+(\d+)/m));
}

/** @param figure of a process and everything that it started; the launcher stands alone, because it started all others */
function eachProcess(
  { run, launcherPid }: OwnSystem,
  figure: (pids: readonly number[], isAlone: boolean) => number,
): ByProcess {
  const children = childrenOf();
  return Object.fromEntries([
    ...run.processes.map(({ name, pid }) => [name, figure(withDescendants(pid, children), false)]),
    ['launcher', figure([launcherPid], true)],
  ]);
}

/** Processor time that one process has used since it began, in ms. */
export const cpuOfProcess = (pid: number): number => cpuMilliseconds(pid, false);

/** The same for a process and everything that it started, in ms. */
export const cpuOfTree = (pid: number): number =>
  withDescendants(pid, childrenOf()).reduce((sum, one) => sum + cpuMilliseconds(one, true), 0);

/** Resident memory of one process, in MB. */
export const residentMemoryOfProcess = (pid: number): number => megabytes([pid], 'status', resident);

const resident = /^VmRSS:\s+(\d+)/m;

/** @param withEnded whether children that have ended and were waited for count (PostgreSQL ends a process per connection) */
function cpuMilliseconds(pid: number, withEnded: boolean): number {
  const stat = read(`/proc/${pid}/stat`);
  // The name stands in parentheses and may hold blanks; utime is the 14th field, then stime, cutime, cstime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, withEnded ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1000) / ticksPerSecond;
}

function megabytes(pids: readonly number[], file: string, kilobytes: RegExp): number {
  return (
    pids.reduce((sum, pid) => sum + Number(kilobytes.exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0), 0) / 1024
  );
}

/** Parent → children, of all processes that run. */
function childrenOf(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  return children;
}

function withDescendants(pid: number, children: ReadonlyMap<number, readonly number[]>): number[] {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => withDescendants(child, children))];
}

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
