import type { Words } from './de';
import { begin } from './begin.en';
import { oneCase } from './case.en';
import { cases } from './cases.en';
import { catalogue } from './catalogue.en';
import { confirmation } from './confirmation.en';
import { documents } from './documents.en';
import { errors } from './errors.en';
import { feedback } from './feedback.en';
import { form } from './form.en';
import { frame } from './frame.en';
import { guest } from './guest.en';
import { handIn } from './hand-in.en';
import { localAccount } from './local-account.en';
import { mailbox } from './mailbox.en';
import { messages } from './messages.en';
import { names } from './names.en';
import { notice } from './notice.en';
import { ownData } from './own-data.en';
import { pay } from './pay.en';
import { service } from './service.en';
import { session } from './session.en';
import { signIn } from './sign-in.en';
import { start } from './start.en';
import { submit } from './submit.en';
import { timeline } from './timeline.en';
import { times } from './times.en';
import { upload } from './upload.en';
import { withdraw } from './withdraw.en';

/** Every word of the pages in English. */
export const words: Words = {
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
