import type { Words } from './de';
import { errors } from './errors.en';
import { form } from './form.en';
import { frame } from './frame.en';
import { names } from './names.en';
import { session } from './session.en';
import { signIn } from './sign-in.en';
import { start } from './start.en';
import { upload } from './upload.en';

/** Every word of the pages in English. */
export const words: Words = { errors, form, frame, names, session, signIn, start, upload };
