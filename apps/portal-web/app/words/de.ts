import { errors } from './errors.de';
import { frame } from './frame.de';
import { names } from './names.de';
import { ownData } from './own-data.de';
import { session } from './session.de';
import { signIn } from './sign-in.de';
import { start } from './start.de';

/** Every word of the pages in German, by page or part. A new page brings two files (`….de.ts`, `….en.ts`) and a row in each list. */
export const words = { errors, frame, names, ownData, session, signIn, start };

/** The shape that the other language fills. */
export type Words = { [Area in keyof typeof words]: { [Key in keyof (typeof words)[Area]]: string } };
