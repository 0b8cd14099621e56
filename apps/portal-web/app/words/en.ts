import type { Words } from './de';
import { errors } from './errors.en';
import { frame } from './frame.en';
import { start } from './start.en';

/** Every word of the pages in English. */
export const words: Words = { errors, frame, start };
