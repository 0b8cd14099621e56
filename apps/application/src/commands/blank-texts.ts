import { isVisible } from '#http';
import type { FormError } from './form-check';

const blank = {
  de: 'Diese Angabe braucht mindestens ein sichtbares Zeichen.',
  en: 'This entry needs at least one visible character.',
};

/** The texts of a form in which nothing can be seen, whatever its schema says: they are no entries, here as everywhere. */
export function blankTexts(value: unknown, pointer = ''): readonly FormError[] {
  if (typeof value === 'string')
    return isVisible(value) ? [] : [{ pointer, rule: 'has-visible-text', message: blank }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    blankTexts(item, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
