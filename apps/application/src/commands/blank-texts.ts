import { isVisible } from '#http';

/**
 * Where in a form texts stand in which nothing can be seen, as RFC 6901 pointers: they are no entries, here as everywhere, whatever
 * the schema says.
 */
export function blankTexts(value: unknown, pointer = ''): readonly string[] {
  if (typeof value === 'string') return isVisible(value) ? [] : [pointer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    blankTexts(item, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
