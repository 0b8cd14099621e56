import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statesDocument } from './state-documents';

test('docs/states/application.md is what the code says; npm run docs:states brings it up to date', () => {
  const written = readFileSync(join(__dirname, '../../../docs/states/application.md'), 'utf8');
  expect(written).toBe(statesDocument());
});
