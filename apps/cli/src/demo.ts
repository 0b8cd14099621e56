import { parseArgs } from 'node:util';
import { readRunFile } from '#portal-client';
import { command } from './command';
import { fillCity } from './fill-city';
import { tellPayment } from './payment-story';
import { tellSignIns } from './sign-ins';
import { tellStory } from './story';

/**
 * `npm run demo`: the story of one application over HTTP, or with `-- --applications N` a city full of cases.
 * Ends with 1 and one sentence when a step does not go as people would expect.
 */
command(async ({ state }) => {
  const { values } = parseArgs({ options: { applications: { type: 'string' } } });
  const run = await readRunFile(state);
  if (values.applications === undefined) {
    const tell = (line: string) => console.log(line);
    await tellStory(run, tell);
    await tellPayment(run, tell);
    await tellSignIns(run, tell);
    return;
  }
  const count = Number(values.applications);
  if (!Number.isInteger(count) || count < 1 || count > 100_000) {
    throw new Error(`--applications takes a number from 1 to 100000, not "${values.applications}"`);
  }
  await fillCity(run, count);
});
