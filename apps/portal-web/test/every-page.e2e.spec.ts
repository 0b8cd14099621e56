import { portalPages } from '#portal-pages';
import { pageTests } from './every-page';

/** Each page once, in the state that comes first; every state in both languages, and without script, is looked at by `npm run test:all`. */

const { isAccessible } = pageTests();

const routes = [...new Map([...portalPages].reverse().map((page) => [page.route, page] as const)).values()];

test.each(routes.map((page) => [page.name, page] as const))(
  'R24 %s is accessible, on a small screen and enlarged as well',
  (_, listed) => isAccessible(listed),
);
