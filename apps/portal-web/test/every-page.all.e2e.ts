import { portalPages } from '#portal-pages';
import { pageTests } from '../../../libs/portal-pages/test/every-page';

/** Every page in every state, in both languages, by the keyboard, in the dark and without motion: takes its time. */

const { isAccessible, isAccessibleInEnglish, isReadWithoutScript, isUsable } = pageTests();

describe.each(portalPages.map((page) => [page.name, page] as const))('%s', (_, listed) => {
  test('R24 is accessible, on a small screen and enlarged as well', () => isAccessible(listed));
  test('R24 by the keyboard, in the dark, and without motion', () => isUsable(listed));
  test('R24 R25 is accessible in English, too', () => isAccessibleInEnglish(listed));
});

const toRead = portalPages.filter(({ isInformation }) => isInformation);
test.each(toRead.map((page) => [page.name, page] as const))(
  'R22 %s can be read without script',
  (_, listed) => isReadWithoutScript(listed),
);
