import { distance } from 'fastest-levenshtein';

/** The candidate that somebody probably meant, where one is so near that the word looks like a slip of the pen. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.steps - right.steps);
  if (best === undefined) return undefined;
  // A third of the word may be wrong: more is another word.
  return best.steps <= Math.max(1, Math.floor(Math.max(word.length, best.candidate.length) / 3))
    ? best.candidate
    : undefined;
}

/** `. Did you mean "office"?`, where something is near. */
export function meant(word: unknown, candidates: readonly string[]): string {
  const near = typeof word === 'string' ? nearest(word, candidates) : undefined;
  return near === undefined ? '' : `. Did you mean "${near}"?`;
}

/** `Did you mean "office"? Allowed are: office, topics`, as far as it can be said. */
export function whatIsAllowed(word: unknown, candidates: readonly string[]): string {
  const question = meant(word, candidates).replace(/^\. (.*)$/, '$1 ');
  return `${question}Allowed ${candidates.length === 1 ? 'is' : 'are'}: ${candidates.join(', ')}`;
}
