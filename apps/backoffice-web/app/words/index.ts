import { wordBook, type WordKey as KeyOf } from '#pages';
import type { Words } from './shape';

/** The words of the back-office. Whoever works there needs all of them all day: they are loaded at once. */
export const { loadWords, useWords } = wordBook<Words, 'all'>({
  all: { de: () => import('./de'), en: () => import('./en') },
});

/** The name of a text of an area. */
export type WordKey<Area extends keyof Words> = KeyOf<Words[Area]>;
