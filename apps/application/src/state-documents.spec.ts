import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filingDocument } from './filing-document';
import { paymentLabelDocument } from './payment-label-document';
import { statesDocument } from './state-documents';

test.each([
  ['application', statesDocument],
  ['filing', filingDocument],
  ['payment-label', paymentLabelDocument],
])('docs/states/%s.md is what the code says; npm run docs:states brings it up to date', (name, text) => {
  const written = readFileSync(join(__dirname, `../../../docs/states/${name}.md`), 'utf8');
  expect(written).toBe(text());
});
