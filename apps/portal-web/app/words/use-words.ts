import type { WordKey as KeyOf } from '#pages';
import type { Words } from './de';

export { useWords } from '.';

/** The name of a text of an area. */
export type WordKey<Area extends keyof Words> = KeyOf<Words[Area]>;
