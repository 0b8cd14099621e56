/** What a city promises, or a rule of law asks, as `docs/promises.md` lists it. */
export interface Promised {
  /** `D22a`, `law 3`. */
  readonly id: string;
  /** What is promised, in one sentence. */
  readonly promise: string;
  /** The later piece that brings it; absent where it is in scope now. */
  readonly later?: string;
}

/** An id of a promise or of a rule of law, not a part of another word, number or path. */
export const citation = /(?<![\w/.#-])(?:[DWRNH]\d{1,2}[a-e]?|law \d{1,2})(?![\w-])/g;

const row = /^\| ((?:law \d+|[DWRNH]\d+[a-e]?)(?: [^|]*)?)\|([^|]*)\|([^|]*)\|$/;

/**
 * The rows of `docs/promises.md`, one entry for each id, in their order.
 * @throws Error that names the row whose column "in scope" says neither `yes` nor what it comes with
 */
export function promisesIn(markdown: string): Promised[] {
  return markdown.split('\n').flatMap((line) => {
    if (!/^\| (?:law \d|[DWRNH]\d)/.test(line)) return [];
    const [, ids = '', promise = '', scope = ''] = (row.exec(line) ?? []).map((cell) => cell.trim());
    const later = /^with (\S.*)$/.exec(scope)?.[1];
    if (scope !== 'yes' && later === undefined)
      throw new Error(`docs/promises.md says neither "yes" nor "with …" under "in scope": ${line}`);
    return (ids.match(citation) ?? []).map((id) => ({ id, promise, ...(later !== undefined && { later }) }));
  });
}

/** Whether a citation means a promise: its own id, or that of its group (`H2` of `H2a`, and `W1` not of `W15`). */
export function means(cited: string, id: string): boolean {
  return cited === id || (/[a-e]$/.test(id) && cited === id.slice(0, -1));
}
