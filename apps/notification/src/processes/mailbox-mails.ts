import type { ContractData, ContractEventType } from '#contracts';
import { aboutTheCase, english, german, nobodyIsTold, type Mail } from './mail';

type MailboxEventType = Extract<ContractEventType, `mailbox.${string}`>;

/**
 * The mails about the Postkorb (D22, N5): that a notice lies in it is told with the case. They do not say what it is called, which
 * differs from city to city (D20 W14a N5a R28a H5b).
 */
export const mailboxMails = {
  'mailbox.ThreadOpened': nobodyIsTold,
  'mailbox.EntryAdded': nobodyIsTold,
  'mailbox.MessageWritten': {
    ...aboutTheCase,
    kind: 'new-message',
    importance: 'message',
    onlyIf: ({ recipient }) => recipient === 'citizen',
    page: '/postkorb',
    de: german('Neue Nachricht', 'es gibt eine neue Nachricht für Sie. Sie lesen sie im Serviceportal:'),
    en: english('new message', 'there is a new message for you. You read it in the service portal:'),
  },
  'mailbox.NoticeDeposited': nobodyIsTold,
  'mailbox.NoticeRetrieved': nobodyIsTold,
  'mailbox.NoticeReplaced': nobodyIsTold,
  'mailbox.ProvisionEnded': nobodyIsTold,
  // Who opens the message reads it there.
  'mailbox.AttachmentWithdrawn': nobodyIsTold,
  'mailbox.MessagesRead': nobodyIsTold,
  'mailbox.CaseAccessed': nobodyIsTold,
} as const satisfies {
  readonly [Type in MailboxEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold;
};
