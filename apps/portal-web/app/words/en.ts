import type { Words } from './de';
import { errors } from './errors.en';
import { form } from './form.en';
import { frame } from './frame.en';
import { start } from './start.en';
import { upload } from './upload.en';

/** Every word of the pages in English. */
export const words: Words = { errors, form, frame, start, upload };
