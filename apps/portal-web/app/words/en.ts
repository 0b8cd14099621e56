import type { Words } from './de';
import { catalogue } from './catalogue.en';
import { errors } from './errors.en';
import { frame } from './frame.en';
import { names } from './names.en';
import { service } from './service.en';
import { session } from './session.en';
import { signIn } from './sign-in.en';
import { start } from './start.en';

/** Every word of the pages in English. */
export const words: Words = { catalogue, errors, frame, names, service, session, signIn, start };
