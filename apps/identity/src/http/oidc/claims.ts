/** Longest name that is taken over, in characters. */
const longest = 200;

/**
 * A claim as one line of text: without control characters, line breaks and marks that turn the direction of writing, so that it
 * can neither forge a line of a log or a header nor make a name read as another; at most 200 characters.
 * @returns undefined where it is no text, or nothing is left of it
 */
export function lineOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const line = claim
    .slice(0, 10 * longest)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, longest).join('').trim() || undefined;
}

/**
 * The texts that a claim lists, whichever way: a list, or one text. A name with dots leads
 * into what is nested, where no claim has that very name: `realm_access.roles`.
 */
export function valuesOf(claims: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const claim = claimOf(claims, name);
  if (Array.isArray(claim)) return claim.filter((item) => typeof item === 'string');
  return typeof claim === 'string' && claim !== '' ? [claim] : [];
}

/** A claim by its name or path. */
export function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (inside, step) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, step)
          ? (inside as Readonly<Record<string, unknown>>)[step]
          : undefined,
      claims,
    );
}
