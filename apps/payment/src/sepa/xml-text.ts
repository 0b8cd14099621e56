import { plainLetters } from '../plain-letters';

/** A text in the characters that every bank of SEPA takes (EPC217-08), cut to a length; `-` where nothing is left of it. */
export function sepaText(text: string, longest: number): string {
  const plain = plainLetters(text)
    .replaceAll(/[^A-Za-z0-9/?:().,'+ -]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    // Neither at the beginning nor at the end, and not twice (EPC implementation guidelines).
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^[ /]+/, '')
    .slice(0, longest)
    .replace(/[ /]+$/, '');
  return plain === '' ? '-' : plain;
}

/** Euro cents as ISO 20022 writes them: 3070 → `30.70`. */
export function decimal(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An element around others, or around a text of SEPA's characters, which need no escape. */
export function element(name: string, ...content: readonly string[]): string {
  const [tag = name] = name.split(' ');
  return `<${name}>${content.join('')}</${tag}>`;
}

/** An element within an element and so on: `nested('Id/IBAN', x)`. */
export function nested(path: string, content: string): string {
  return path
    .split('/')
    .reverse()
    .reduce((inner, name) => element(name, inner), content);
}

const compact = (id: string): string => id.replaceAll('-', '');

/** An id (UUID) in the 35 characters of a reference of SEPA. */
export const referenceOf = compact;

/** The id (UUID) that a reference was made of; undefined for one of somebody else. */
export function idOf(reference: string): string | undefined {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(
    reference.trim(),
  );
  return parts?.slice(1).join('-').toLowerCase();
}
