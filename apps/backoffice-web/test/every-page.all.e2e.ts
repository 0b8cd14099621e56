import { officePages } from '#portal-pages';
import { pageTests } from '../../../libs/portal-pages/test/every-page';

/** Every page of the back-office in every state, in both languages, by the keyboard, in the dark and without motion: takes its time. */

const { isAccessible, isAccessibleInEnglish, isUsable } = pageTests();

describe.each(officePages.map((page) => [page.name, page] as const))('%s', (_, listed) => {
  test('is accessible, on a small screen and enlarged as well', () => isAccessible(listed));
  test('by the keyboard, in the dark, and without motion', () => isUsable(listed));
  test('is accessible in English, too', () => isAccessibleInEnglish(listed));
});
