import { begin } from './begin.de';
import { behalf } from './behalf.de';
import { oneCase } from './case.de';
import { cases } from './cases.de';
import { claim } from './claim.de';
import { confirmation } from './confirmation.de';
import { documents } from './documents.de';
import { form } from './form.de';
import { guest } from './guest.de';
import { handIn } from './hand-in.de';
import { localAccount } from './local-account.de';
import { mailbox } from './mailbox.de';
import { messages } from './messages.de';
import { notice } from './notice.de';
import { ownData } from './own-data.de';
import { pay } from './pay.de';
import { refund } from './refund.de';
import { signIn } from './sign-in.de';
import { submit } from './submit.de';
import { timeline } from './timeline.de';
import { upload } from './upload.de';
import { withdraw } from './withdraw.de';

/** The words of what a person does: signing in, filling in, paying, following, in German. */
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
};
