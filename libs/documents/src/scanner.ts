/** What a scan has shown. */
export type Verdict =
  | { readonly kind: 'clean' }
  /** @property signature what the scanner calls it */
  | { readonly kind: 'found'; readonly signature: string }
  /** The scanner does not look at all of it. @property limit which of its limits is in the way */
  | { readonly kind: 'unscannable'; readonly limit: string };

/** What operators read of a scanner that passes as clean what it has not looked at. */
export function unseenPasses({ place }: Scanner): string {
  return `${place} passes as clean what exceeds its limits: its clamd.conf needs AlertExceedsMax yes`;
}

/** Looks for malware in content. */
export interface Scanner {
  /** What it is and where, for the start and for health. */
  readonly place: string;
  /**
   * Nothing is kept of a piece when the next one is asked for.
   * @throws what the content throws; Unavailable where the scanner does not answer or could not look at all of it
   */
  scan(content: AsyncIterable<Buffer>): Promise<Verdict>;
  /** Whether it answers. @throws Unavailable */
  check(): Promise<void>;
  /** Whether it passes as clean what it has not looked at: a mistake in its configuration. @throws Unavailable */
  passesUnseen(): Promise<boolean>;
}
