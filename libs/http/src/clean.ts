import { Problem } from './problem';
import type { LocalText } from './text';

/** Deeper nesting than this is no honest form; it only costs stack. */
const maxDepth = 64;

/** Keys through which a copied object could change the prototype of all objects. */
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype']);

const nul: LocalText = { de: 'ein NUL-Zeichen (U+0000)', en: 'a NUL character (U+0000)' };
const loneSurrogate: LocalText = {
  de: 'eine einzelne Hälfte eines Ersatzzeichenpaares (lone surrogate)',
  en: 'one half of a surrogate pair (lone surrogate)',
};

/**
 * The text in Unicode normal form C, so that the same name typed on two machines is the same text.
 * @throws Problem `malformed-text` for NUL and lone surrogates: PostgreSQL and UTF-8 cannot hold them.
 */
export function cleanText(text: string, pointer: string): string {
  if (text.includes('\0')) throw new Problem('malformed-text', { pointer, found: nul });
  if (/\p{Surrogate}/u.test(text)) throw new Problem('malformed-text', { pointer, found: loneSurrogate });
  return text.normalize('NFC');
}

/**
 * A JSON value with every text (keys too) clean. `pointer` is the JSON pointer (RFC 6901) of the value.
 * @throws Problem `malformed-text` or `malformed-body` with the place of what is not acceptable.
 */
export function cleanValue(value: unknown, pointer = '', depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value, pointer);
  if (typeof value === 'number') return finite(value, pointer);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) throw notAcceptable(pointer, tooDeep);
  if (Array.isArray(value)) return value.map((item, at) => cleanValue(item, `${pointer}/${at}`, depth + 1));
  const cleaned: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // The name of a broken key must not enter the answer as it is.
    const name = cleanText(key, `${pointer}/?`);
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (dangerousKeys.has(name)) throw notAcceptable(place, dangerousKey);
    cleaned[name] = cleanValue(item, place, depth + 1);
  }
  return cleaned;
}

const tooDeep: LocalText = {
  de: `eine Verschachtelung von mehr als ${maxDepth} Ebenen`,
  en: `a nesting of more than ${maxDepth} levels`,
};
const dangerousKey: LocalText = { de: 'ein Name, der nicht erlaubt ist', en: 'a name that is not allowed' };
const notFinite: LocalText = { de: 'eine Zahl, die zu groß ist', en: 'a number that is too large' };

function finite(value: number, pointer: string): number {
  if (!Number.isFinite(value)) throw notAcceptable(pointer, notFinite);
  return value;
}

function notAcceptable(pointer: string, found: LocalText): Problem {
  return new Problem('malformed-body', { pointer, found });
}
