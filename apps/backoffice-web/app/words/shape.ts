import type { words } from './de';

/** The shape of all words by page or part, which each language fills. A new page brings two files (`….de.ts`, `….en.ts`) and a row in each list. */
export type Words = {
  [Area in keyof typeof words]: { [Key in keyof (typeof words)[Area]]: string };
};
