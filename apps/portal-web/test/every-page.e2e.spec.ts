import { portalPages } from '#portal-pages';
import { pageTests } from './every-page';

/** Each page once, in the state that comes first; every state in both languages is looked at by `npm run test:all`. */

const { isAccessible, isAccessibleInEnglish, isReadWithoutScript } = pageTests();

const routes = [...new Map([...portalPages].reverse().map((page) => [page.route, page] as const)).values()];

test.each(routes.map((page) => [page.name, page] as const))(
  'R24 %s is accessible, on a small screen and enlarged as well',
  (_, listed) => isAccessible(listed),
);

test.each(routes.filter(({ isInformation }) => isInformation).map((page) => [page.name, page] as const))(
  'R22 R24 R25 %s can be read without script, and in English',
  async (_, listed) => {
    await isReadWithoutScript(listed);
    await isAccessibleInEnglish(listed);
  },
);
