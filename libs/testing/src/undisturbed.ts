import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
import { inherited } from './handed-over';

/** In the system that all end-to-end tests of a run share, one test kills services; meanwhile nobody may look at pages, which say so. */
const folder = () => join(inherited().folder ?? tmpdir(), 'at-pages');
const killing = () => join(folder(), 'killing');
const patienceMs = 240_000;

/** Does something while no service is killed. */
export async function undisturbed<Result>(work: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder(), { recursive: true });
  const mine = join(folder(), `visit-${randomUUID()}`);
  await eventually('the end of the killing', () => !existsSync(killing()), patienceMs);
  writeFileSync(mine, '');
  try {
    return await work();
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Does something that disturbs everybody, once nobody looks at pages. */
export async function disturbing<Result>(work: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(killing(), '');
  try {
    const visits = () => readdirSync(folder()).filter((name) => name.startsWith('visit-'));
    await eventually('the end of all visits', () => visits().length === 0, patienceMs);
    return await work();
  } finally {
    rmSync(killing(), { force: true });
  }
}
