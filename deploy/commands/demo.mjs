// @ts-check
import { parseArgs } from 'node:util';
import { fillCity } from './fill-city.mjs';
import { readRunFile } from './run-file.mjs';
import { tellStory } from './story.mjs';

/**
 * `npm run demo`: the story of one application over HTTP, or with `-- --applications N` a city full of cases.
 * Ends with 1 and one sentence when a step does not go as people would expect.
 */
try {
  const { values } = parseArgs({
    options: { applications: { type: 'string' } },
  });
  const run = await readRunFile();
  if (values.applications === undefined) {
    await tellStory(run, (line) => console.log(line));
  } else {
    const count = Number(values.applications);
    if (!Number.isInteger(count) || count < 1 || count > 100_000) {
      throw new Error(`--applications takes a number from 1 to 100000, not "${values.applications}"`);
    }
    await fillCity(run, count);
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
