import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { blocks, valueKinds } from '#forms';
import { ConfigurationFolder } from '../test/configuration-folder';

const page = readFileSync(resolve(__dirname, '../../../docs/how-to/add-a-service.md'), 'utf8');
const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];

/** How many values a schema asks for. */
function fieldsOf({ properties, type }: { properties?: Record<string, object>; type?: string }): number {
  if (type !== 'object' || properties === undefined) return 1;
  return Object.values(properties).reduce((sum, field) => sum + fieldsOf(field), 0);
}

test('H1b the example of the page is a service of twenty fields in less than sixty lines', async () => {
  const folder = new ConfigurationFolder();
  writeFileSync(folder.path('duisburg/services/fischereischein.yaml'), example);
  const { form } = (await folder.registry()).service('duisburg', 'fischereischein')!;
  expect(fieldsOf(form.schema)).toBe(20);
  expect(example.split('\n').length).toBeLessThan(60);
  folder.remove();
});

test('the page names every block and every kind of field', () => {
  for (const name of Object.keys(blocks)) expect(page).toContain(`\`${name}\``);
  for (const kind of valueKinds) expect(page).toMatch(new RegExp(`\`${kind}: `));
});
