import { portalPages } from '#portal-pages';
import { pageTests } from '../../../libs/portal-pages/test/every-page';

/**
 * What everybody can read, once, in the state that comes first; the other pages are looked at where they are made. Every page in
 * every state and both languages, and without script, is looked at by `npm run test:all`.
 */

const { isAccessible } = pageTests();

const toRead = portalPages.filter(({ isInformation }) => isInformation);
const routes = [...new Map([...toRead].reverse().map((page) => [page.route, page] as const)).values()];

test.each(routes.map((page) => [page.name, page] as const))(
  'R24 %s is accessible, on a small screen and enlarged as well',
  (_, listed) => isAccessible(listed),
);
