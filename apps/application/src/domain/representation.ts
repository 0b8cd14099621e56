import type { Ciphertext } from './ciphertext';

/** For whom somebody can act who has no account of their own here. Stored: never rename one. */
export const relations = ['child', 'ward', 'company'] as const;
export type Relation = (typeof relations)[number];

/** For whom an application is that the one who acts does not file for themselves (law 7, W5). */
export interface Representation {
  readonly relation: Relation;
  /** Who is concerned. */
  readonly person: Ciphertext;
  /**
   * Last day on which the one who acts may, Europe/Berlin; absent where there is none.
   * @format date
   */
  readonly endsOn?: string;
}
