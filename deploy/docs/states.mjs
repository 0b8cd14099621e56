// @ts-check
/** `npm run docs:states`: draws the states of an application from the table that the decider refuses by. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { statesDocument } = await import(join(root, 'dist/apps/application/src/state-documents.js'));

const folder = join(root, 'docs/states');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'application.md'), statesDocument());
process.stdout.write('docs/states/application.md is written\n');
