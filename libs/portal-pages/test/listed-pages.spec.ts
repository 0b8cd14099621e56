import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { officePages, portalPages } from '#portal-pages';

const apps = join(__dirname, '../../../apps');

/** Leads on, and shows nothing itself. */
const leadsOn = (source: string): boolean =>
  /^export default function \w+\(\) \{\n {2}return null;$|^export (async )?function loader\([^)]*\): (Promise<)?never/m.test(
    source,
  );

/** The table of `routes.ts`, which only the build can load. */
function routesOf(app: string): (string | undefined)[] {
  const source = (file: string) => readFileSync(join(apps, app, 'app', file), 'utf8');
  return [...source('routes.ts').matchAll(/\['(\/[^']*)', '([^']*)'\]/g)]
    .filter(([, , file = '']) => !leadsOn(source(`pages/${file}.tsx`)))
    .map(([, route]) => route);
}

test.each([
  ['portal-web', portalPages],
  ['backoffice-web', officePages],
] as const)('every page of %s is in the list of pages, and no other', (app, pages) => {
  const routes = routesOf(app);
  expect(routes.length).toBeGreaterThan(0);
  expect([...new Set(pages.map(({ route }) => route))].sort()).toEqual([...new Set(routes)].sort());
});

test('each state of a page has a name of its own', () => {
  const names = [...portalPages, ...officePages].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
