import { mkdirSync, writeFileSync } from 'node:fs';
import { filingDocument } from './filing-document';
import { paymentLabelDocument } from './payment-label-document';
import { statesDocument } from './state-documents';

/** `npm run docs:states`: writes down what the code decides by: states, and what people read. */
const documents = {
  application: statesDocument(),
  filing: filingDocument(),
  'payment-label': paymentLabelDocument(),
};
mkdirSync('docs/states', { recursive: true });
for (const [name, text] of Object.entries(documents)) {
  writeFileSync(`docs/states/${name}.md`, text);
  process.stdout.write(`docs/states/${name}.md is written\n`);
}
