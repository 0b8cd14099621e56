import type { words as own } from './own.de';
import type { words as everybodys } from './public.de';

type German = typeof everybodys & typeof own;

/** The shape of all words by page or part, which each language fills. A new page brings two files (`….de.ts`, `….en.ts`) and a row in its group. */
export type Words = { [Area in keyof German]: { [Key in keyof German[Area]]: string } };
