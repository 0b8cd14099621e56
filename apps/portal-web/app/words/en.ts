import type { Words } from './de';
import { errors } from './errors.en';
import { frame } from './frame.en';
import { names } from './names.en';
import { ownData } from './own-data.en';
import { session } from './session.en';
import { signIn } from './sign-in.en';
import { start } from './start.en';
import { cases } from './cases.en';
import { handIn } from './hand-in.en';
import { localAccount } from './local-account.en';
import { mailbox } from './mailbox.en';
import { messages } from './messages.en';
import { notice } from './notice.en';
import { oneCase } from './case.en';
import { timeline } from './timeline.en';
import { times } from './times.en';
import { withdraw } from './withdraw.en';

/** Every word of the pages in English. */
export const words: Words = {
  cases,
  errors,
  frame,
  handIn,
  localAccount,
  mailbox,
  messages,
  names,
  notice,
  oneCase,
  ownData,
  session,
  signIn,
  start,
  timeline,
  times,
  withdraw,
};
