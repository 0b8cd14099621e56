import type { Words } from './de';
import { begin } from './begin.en';
import { behalf } from './behalf.en';
import { oneCase } from './case.en';
import { cases } from './cases.en';
import { claim } from './claim.en';
import { confirmation } from './confirmation.en';
import { documents } from './documents.en';
import { form } from './form.en';
import { guest } from './guest.en';
import { handIn } from './hand-in.en';
import { localAccount } from './local-account.en';
import { mailbox } from './mailbox.en';
import { messages } from './messages.en';
import { notice } from './notice.en';
import { ownData } from './own-data.en';
import { pay } from './pay.en';
import { refund } from './refund.en';
import { signIn } from './sign-in.en';
import { submit } from './submit.en';
import { timeline } from './timeline.en';
import { upload } from './upload.en';
import { withdraw } from './withdraw.en';

/** The same in English. */
export const words = {
  begin,
  behalf,
  oneCase,
  cases,
  claim,
  confirmation,
  documents,
  form,
  guest,
  handIn,
  localAccount,
  mailbox,
  messages,
  notice,
  ownData,
  pay,
  refund,
  signIn,
  submit,
  timeline,
  upload,
  withdraw,
} satisfies Partial<Words>;
