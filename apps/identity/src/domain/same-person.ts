import type { Profile } from './profile';

/**
 * What tells a person apart from others, as far as it is proven: a mail address that a link was sent to or that the staff's
 * directory tells, and an official name with the date of birth. Whoever shares one with an account of the staff is taken to be
 * the same person where that keeps them out of their own matter (§ 20 VwVfG), and nowhere else: nothing is shown or joined by it.
 */
export function marksOf({ attributes }: Profile): readonly string[] {
  const { email, givenName, familyName, dateOfBirth } = attributes;
  const marks: string[] = [];
  if (email !== undefined && email.source !== 'self') marks.push(`address ${written(email.value)}`);
  const known = [givenName, familyName, dateOfBirth].filter((value) => value?.source === 'official');
  if (known.length === 3) marks.push(`born ${known.map((value) => written(value?.value ?? '')).join(' | ')}`);
  return marks;
}

/** Directories and identity cards differ in capitals, in how characters are composed, and in blanks. */
function written(value: string): string {
  return value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('de');
}
