import type { ContractData, ContractEventType } from '#contracts';
import { accountMails } from './account-mails';
import { alertMails } from './alert-mails';
import { caseMails } from './case-mails';
import { filingMails } from './filing-mails';
import { importances, nobodyIsTold, pageOfStaff, type Mail, type Recipient } from './mail';
import { mailboxMails } from './mailbox-mails';
import { paymentMails } from './payment-mails';

/**
 * Who is told what by mail: every contract event has its line, with the mail that it leads to, the rule, and the words in both
 * languages (D10, D22, W14, N5, N6): a mail goes to the citizen when the status changed or the office wrote, and to nobody else.
 * To tell somebody of a new event is one entry, in the file of what it is about.
 */
export const mails = {
  ...accountMails,
  ...caseMails,
  ...filingMails,
  ...mailboxMails,
  ...paymentMails,
} as const satisfies { readonly [Type in ContractEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold };

/** What a mail is about. */
export type MailKind =
  | NonNullable<(typeof mails)[ContractEventType]>['kind']
  | (typeof alertMails)[keyof typeof alertMails]['kind'];

type AnyMail = Mail<never> & { readonly kind: MailKind };

/** Every mail that there is, by its kind. */
export const mailsByKind = Object.fromEntries(
  [...Object.values(mails), ...Object.values(alertMails)]
    .filter((mail) => mail !== nobodyIsTold)
    .map((mail): [MailKind, AnyMail] => [mail.kind, mail]),
) as Readonly<Record<MailKind, AnyMail>>;

export const mailKinds = Object.keys(mailsByKind) as readonly MailKind[];

/** What one mail tells of; never nothing. */
export type MailKinds = readonly [MailKind, ...MailKind[]];

/** The events that can lead to a mail. */
export const occasions = (Object.keys(mails) as ContractEventType[]).filter(
  (type) => mails[type] !== nobodyIsTold,
);

/** The kind of mail that confirms a filing, which no citizen is told twice (N6). */
export const filingConfirmed = mails['application.ApplicationFiled'].kind;

/** A mail that is to be sent, and to whom. */
export interface MailToSend extends Pick<AnyMail, 'importance' | 'usefulMinutes' | 'urgent'> {
  /** What it tells: the kind of the event, and that the application was received where that has not been said yet. */
  readonly kinds: MailKinds;
  readonly to: Recipient;
}

/** The mail that an event leads to; undefined where nobody is told. */
export function mailFor({
  type,
  data,
}: {
  readonly type: string;
  readonly data: unknown;
}): MailToSend | undefined {
  if (!Object.hasOwn(mails, type)) return undefined;
  // The table says that the data of this type is what its mail asks for.
  const mail = mails[type as ContractEventType] as (Mail<unknown> & AnyMail) | null;
  if (mail === nobodyIsTold || mail.onlyIf?.(data) === false) return undefined;
  const { kind, importance, to, confirmsFiling, usefulMinutes, urgent } = mail;
  const kinds: MailKinds = confirmsFiling && kind !== filingConfirmed ? [kind, filingConfirmed] : [kind];
  return { kinds, importance, to: to(data), usefulMinutes, urgent };
}

/** The kinds that one mail tells of, the most important first; of two that matter as much, the one that came later. */
export function byImportance([first, ...others]: MailKinds): MailKinds {
  const rank = (kind: MailKind) => importances.indexOf(mailsByKind[kind].importance);
  const [most, ...less] = [first, ...others].reverse().sort((a, b) => rank(a) - rank(b));
  return [most ?? first, ...less];
}

/** Whether a mail is for somebody of the staff, and leads into the back-office. */
export function isForStaff([kind]: MailKinds): boolean {
  return mailsByKind[kind].page === pageOfStaff;
}
