import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalPages } from '#portal-pages';

const app = join(__dirname, '../app');
/** Leads on, and shows nothing itself. */
const leadsOn = (file: string): boolean =>
  /^export default function \w+\(\) \{\n {2}return null;$|^export (async )?function loader\([^)]*\): (Promise<)?never/m.test(
    readFileSync(join(app, `pages/${file}.tsx`), 'utf8'),
  );
/** The table of `routes.ts`, which only the build can load. */
const routes = [...readFileSync(join(app, 'routes.ts'), 'utf8').matchAll(/\['(\/[^']*)', '([^']*)'\]/g)]
  .filter(([, , file = '']) => !leadsOn(file))
  .map(([, route]) => route);

test('every page of the portal is in the list of pages, and no other', () => {
  expect(routes.length).toBeGreaterThan(0);
  expect([...new Set(portalPages.map(({ route }) => route))].sort()).toEqual([...new Set(routes)].sort());
});

test('each state of a page has a name of its own', () => {
  const names = portalPages.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
