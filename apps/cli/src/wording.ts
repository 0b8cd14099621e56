/** How the commands put into words what the services answer as data. */

/** `1 difference`, `2 differences`. @param one the thing in the singular, with a regular plural */
export const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/**
 * What somebody wrote into a case, in one line: the text first, then what goes with it by name. Ids are left out: they
 * stand elsewhere, and say nothing to a reader.
 */
export function contentLine({
  text,
  ...others
}: { readonly text?: string } & Record<string, unknown>): string {
  const named = Object.entries(others)
    .filter(([name]) => !name.endsWith('Id'))
    .map(([name, value]) => [spoken(name), plain(value)])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
  if (text === undefined) return named;
  return named === '' ? text : `${text} (${named})`;
}

/** `level of assurance` for `levelOfAssurance`. */
const spoken = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value !== 'object') return String(value);
  if ('value' in value) return plain(value.value); // an entry of a profile, which also names its source
  return Object.entries(value)
    .map(([name, inner]) => `${spoken(name)} ${plain(inner)}`)
    .join(', ');
}
