/** What a scan has shown. */
export type Verdict =
  | { readonly kind: 'clean' }
  /** @property signature what the scanner calls it */
  | { readonly kind: 'found'; readonly signature: string };

/** Looks for malware in content. */
export interface Scanner {
  /** What it is and where, for the start and for health. */
  readonly place: string;
  /** @throws what the content throws; Unavailable where the scanner does not answer or could not look at all of it */
  scan(content: AsyncIterable<Buffer>): Promise<Verdict>;
  /** Whether it answers. @throws Unavailable */
  check(): Promise<void>;
}
