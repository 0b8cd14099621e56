import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalPages } from '#portal-pages';

/** The addresses in the table of `routes.ts`, which only the build can load. */
const routes = [
  ...readFileSync(join(__dirname, '../app/routes.ts'), 'utf8').matchAll(/\['(\/[^']*)', '[^']*'\]/gm),
].map(([, route]) => route);

test('every page of the portal is in the list of pages, and no other', () => {
  expect(routes.length).toBeGreaterThan(0);
  expect([...new Set(portalPages.map(({ route }) => route))].sort()).toEqual([...routes].sort());
});

test('each state of a page has a name of its own', () => {
  const names = portalPages.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
