import { mkdirSync, writeFileSync } from 'node:fs';
import { statesDocument } from './state-documents';

/** `npm run docs:states`: draws the states of an application from the table that the decider refuses by. */
mkdirSync('docs/states', { recursive: true });
writeFileSync('docs/states/application.md', statesDocument());
process.stdout.write('docs/states/application.md is written\n');
