import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { blocks, feeOf, sumOf, valueKinds } from '#forms';
import { ConfigurationFolder } from '../test/configuration-folder';

const pageOf = (name: string) => readFileSync(resolve(__dirname, '../../../docs/how-to', name), 'utf8');
/** What a page shows as YAML, in its order. */
const shownOn = (text: string) => [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, shown = '']) => shown);
const page = pageOf('add-a-service.md');
const [example = '', feeByRule = ''] = shownOn(page);
const file = 'duisburg/services/fischereischein.yaml';

/** How many values a schema asks for. */
function fieldsOf({ properties, type }: { properties?: Record<string, object>; type?: string }): number {
  if (type !== 'object' || properties === undefined) return 1;
  return Object.values(properties).reduce((sum, field) => sum + fieldsOf(field), 0);
}

interface Properties {
  readonly properties?: Readonly<Record<string, Properties>>;
  readonly items?: Properties;
}

/** The fields of a part of a schema, and those within. */
function fieldNames({ properties = {}, items = {} }: Properties): readonly string[] {
  const within = Object.entries(properties).flatMap(([name, field]) => [name, ...fieldNames(field)]);
  return [...within, ...(items.items || items.properties ? fieldNames(items) : [])];
}

test('H1b the example of the page is a service of twenty fields in less than sixty lines', async () => {
  const folder = new ConfigurationFolder();
  writeFileSync(folder.path(file), example);
  const { form } = (await folder.registry()).service('duisburg', 'fischereischein')!;
  expect(fieldsOf(form.schema)).toBe(20);
  expect(example.split('\n').length).toBeLessThan(60);
  folder.remove();
});

test('the page names every block with its fields, in bold what is asked without being named, and every kind of field', () => {
  for (const [name, { fields, usual = [] }] of Object.entries(blocks)) {
    const row = new RegExp(`^\\| \`${name}\` +\\| (.*?) *\\|$`, 'm').exec(page)?.[1] ?? '';
    const all = row.split(', ').map((field) => field.replaceAll('*', ''));
    expect(all.toSorted()).toEqual(fields.map((field) => field.name).toSorted());
    expect([...row.matchAll(/\*\*(\w+)\*\*/g)].map(([, field]) => field).toSorted()).toEqual(
      usual.toSorted(),
    );
  }
  for (const kind of valueKinds) expect(page).toMatch(new RegExp(`\`${kind}: `));
});

test.each([
  ['of a first licence for three years', { kind: 'first', years: 3, waters: ['lakes'] }, 4800 + 2 * 800],
  ['of the Rhine', { kind: 'renewal', years: 1, waters: ['lakes', 'rhine'] }, 2400 + 500],
  ['of a minor', { kind: 'first', years: 5, waters: ['rhine'], isMinor: true }, 4800],
])('D2 the fee by rule of the page is one in place of the example’s: %s', async (_, data, cents) => {
  const folder = new ConfigurationFolder();
  writeFileSync(folder.path(file), example.replace(/^fee: .*\n/m, feeByRule));
  const { fee, form, renderedAtOnce } = (await folder.registry()).service('duisburg', 'fischereischein')!;
  expect(renderedAtOnce).toBe(false);
  expect(sumOf(feeOf(fee, form, data))).toBe(cents);
  folder.remove();
});

test('the way of paying that the page of a city shows is one that a city can have', async () => {
  const [payment = ''] = shownOn(pageOf('add-a-tenant.md'));
  const folder = new ConfigurationFolder();
  folder.edit('duisburg/tenant.yaml', (text) => text.replace(/^payment:\n( .*\n)+/m, payment));
  expect((await folder.registry()).get('duisburg').payment?.methods).toHaveLength(4);
  folder.remove();
});

test.each([
  ['add-a-service.md', 'service', ['feeItem']],
  ['add-a-tenant.md', 'tenant', []],
])('%s names every field that has to do with paying', (name, schema, definitions) => {
  const text = pageOf(name);
  const { properties, $defs } = JSON.parse(
    readFileSync(resolve(__dirname, `${schema}.schema.json`), 'utf8'),
  ) as { properties: Record<string, Properties>; $defs: Record<string, Properties> };
  const roots = [properties['fee'], properties['payment'], ...definitions.map((key) => $defs[key])];
  for (const field of roots.flatMap((root) => (root === undefined ? [] : fieldNames(root))))
    expect(text).toMatch(new RegExp(`\\b${field}\\b`));
});
