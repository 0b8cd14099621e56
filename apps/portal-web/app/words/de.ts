import { begin } from './begin.de';
import { oneCase } from './case.de';
import { cases } from './cases.de';
import { catalogue } from './catalogue.de';
import { confirmation } from './confirmation.de';
import { documents } from './documents.de';
import { errors } from './errors.de';
import { feedback } from './feedback.de';
import { form } from './form.de';
import { frame } from './frame.de';
import { guest } from './guest.de';
import { handIn } from './hand-in.de';
import { localAccount } from './local-account.de';
import { mailbox } from './mailbox.de';
import { messages } from './messages.de';
import { names } from './names.de';
import { notice } from './notice.de';
import { ownData } from './own-data.de';
import { pay } from './pay.de';
import { service } from './service.de';
import { session } from './session.de';
import { signIn } from './sign-in.de';
import { start } from './start.de';
import { submit } from './submit.de';
import { timeline } from './timeline.de';
import { times } from './times.de';
import { upload } from './upload.de';
import { withdraw } from './withdraw.de';

/** Every word of the pages in German, by page or part. A new page brings two files (`….de.ts`, `….en.ts`) and a row in each list. */
export const words = {
  begin,
  cases,
  catalogue,
  confirmation,
  documents,
  errors,
  feedback,
  form,
  frame,
  guest,
  handIn,
  localAccount,
  mailbox,
  messages,
  names,
  notice,
  oneCase,
  ownData,
  pay,
  service,
  session,
  signIn,
  start,
  submit,
  timeline,
  times,
  upload,
  withdraw,
};

/** The shape that the other language fills. */
export type Words = { [Area in keyof typeof words]: { [Key in keyof (typeof words)[Area]]: string } };
