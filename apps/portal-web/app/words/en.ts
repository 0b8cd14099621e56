import type { Words } from './de';
import { errors } from './errors.en';
import { frame } from './frame.en';
import { names } from './names.en';
import { ownData } from './own-data.en';
import { session } from './session.en';
import { signIn } from './sign-in.en';
import { start } from './start.en';

/** Every word of the pages in English. */
export const words: Words = { errors, frame, names, ownData, session, signIn, start };
