import type { ContractData, ContractEventType } from '#contracts';
import { english, german, type Mail, type Recipient } from './mail';

/**
 * Who is told what by mail: every contract event has its line in `mails`, with the mail that it leads to, the rule, and the
 * words in both languages. To tell somebody of a new event is one entry here.
 */

/** This event is told to nobody by mail. */
const nobodyIsTold = null;

const DAY = 24 * 60;

interface OfCase {
  readonly applicationId: string;
  readonly applicantId: string;
}
const applicant = ({ applicantId, applicationId }: OfCase) => ({ recipientId: applicantId, applicationId });

/** A mail to the applicant when the status that they see has changed (D10, W14). */
const onStatusChange = {
  to: applicant,
  onlyIf: ({ statusChanged }: { readonly statusChanged: boolean }) => statusChanged,
  usefulMinutes: 5 * DAY,
  urgent: false,
} as const;

const statusChanged = {
  ...onStatusChange,
  kind: 'status-changed',
  page: '',
  de: german(
    'Neuer Stand Ihres Antrags',
    'der Stand Ihres Antrags hat sich geändert. Sie sehen ihn im Serviceportal:',
  ),
  en: english(
    'new status of your application',
    'the status of your application has changed. You see it in the service portal:',
  ),
} as const;

/**
 * The mails of the system by type of contract event (D10, D22, W14, N5, N6): a mail goes to the citizen when the status
 * changed or the office wrote, and to nobody else.
 */
export const mails = {
  'identity.SignInLinkRequested': {
    kind: 'sign-in-link',
    to: ({ linkId }) => ({ linkId }),
    usefulMinutes: 15,
    urgent: true,
    de: german(
      'Ihr Anmeldelink',
      'jetzt anmelden:',
      'Der Link gilt nur einmal und nur für kurze Zeit. Wenn Sie ihn nicht angefordert haben, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
    ),
    en: english(
      'your sign-in link',
      'sign in now:',
      'The link works once and for a short time only. If you did not ask for it, please delete this e-mail; nothing will happen then.',
    ),
  },
  'identity.PersonRegistered': nobodyIsTold,
  'identity.SignedIn': nobodyIsTold,
  'identity.SignedOut': nobodyIsTold,
  'identity.ConsentGiven': nobodyIsTold,
  'identity.ConsentWithdrawn': nobodyIsTold,

  // The citizen has just done that, and filing, or the request to pay, follows.
  'application.ApplicationDrafted': nobodyIsTold,
  'application.FormSaved': nobodyIsTold,
  'application.ApplicationSubmitted': nobodyIsTold,
  'application.ApplicationFiled': {
    ...onStatusChange,
    kind: 'application-filed',
    page: '',
    de: german(
      'Ihr Antrag ist eingegangen',
      'Ihr Antrag ist bei uns eingegangen. Den Stand der Bearbeitung und alle Nachrichten finden Sie im Serviceportal:',
    ),
    en: english(
      'we have received your application',
      'we have received your application. You find its status and all messages in the service portal:',
    ),
  },
  'application.CaseAssigned': statusChanged,
  'application.ProcessingStarted': statusChanged,
  'application.CaseForwarded': statusChanged,
  'application.DocumentsRequested': {
    ...onStatusChange,
    kind: 'action-required',
    page: '',
    de: german(
      'Ihre Mitwirkung ist nötig',
      'zu Ihrem Antrag haben wir eine Rückfrage. Bitte lesen und beantworten Sie sie im Serviceportal:',
    ),
    en: english(
      'we need something from you',
      'we have a query about your application. Please read and answer it in the service portal:',
    ),
  },
  'application.DocumentsSupplied': statusChanged,
  // The status stays, so this is not `onStatusChange`; who waits has to be told in time (law 4).
  'application.ProcessingTimeExtended': {
    kind: 'processing-time-extended',
    to: applicant,
    page: '',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Die Bearbeitung Ihres Antrags dauert länger',
      'die Bearbeitung Ihres Antrags dauert länger. Den Grund und das neue Datum lesen Sie im Serviceportal:',
    ),
    en: english(
      'the processing of your application takes longer',
      'the processing of your application takes longer. You read the reason and the new date in the service portal:',
    ),
  },
  'application.DecisionIssued': statusChanged,
  'application.EntryCorrected': statusChanged,
  // It also confirms that the application was received (N6).
  'application.NoticeProvided': {
    ...onStatusChange,
    kind: 'notice-available',
    page: '/messages',
    de: german(
      'Neuer Bescheid in Ihrem Postkorb',
      'Ihr Antrag ist bei uns eingegangen, und in Ihrem Postkorb liegt ein neuer Bescheid. Sie lesen ihn im Serviceportal:',
    ),
    en: english(
      'new notice in your mailbox',
      'we have received your application, and there is a new notice in your mailbox. You read it in the service portal:',
    ),
  },
  'application.NoticeNotified': nobodyIsTold,
  'application.NoticeRetrieved': nobodyIsTold,
  'application.AnnouncementEffective': nobodyIsTold,
  // The notice is no longer where the person was told to look.
  'application.ProvisionEnded': statusChanged,
  'application.NoticePosted': nobodyIsTold,
  'application.ApplicationWithdrawn': statusChanged,
  'application.CaseClosed': statusChanged,
  'application.CaseReopened': statusChanged,
  'application.CaseAccessed': nobodyIsTold,

  'mailbox.ThreadOpened': nobodyIsTold,
  'mailbox.EntryAdded': nobodyIsTold,
  'mailbox.MessageWritten': {
    kind: 'new-message',
    to: applicant,
    onlyIf: ({ recipient }) => recipient === 'citizen',
    page: '/messages',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Neue Nachricht in Ihrem Postkorb',
      'in Ihrem Postkorb liegt eine neue Nachricht. Sie lesen sie im Serviceportal:',
    ),
    en: english(
      'new message in your mailbox',
      'there is a new message in your mailbox. You read it in the service portal:',
    ),
  },
  'mailbox.NoticeDeposited': nobodyIsTold,
  'mailbox.NoticeRetrieved': nobodyIsTold,
  'mailbox.NoticeReplaced': nobodyIsTold,
  'mailbox.ProvisionEnded': nobodyIsTold,
  'mailbox.MessagesRead': nobodyIsTold,
  'mailbox.CaseAccessed': nobodyIsTold,
} as const satisfies { readonly [Type in ContractEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold };

/** What a mail is about. */
export type MailKind = NonNullable<(typeof mails)[ContractEventType]>['kind'];

type AnyMail = Mail<never> & { readonly kind: MailKind };

/** Every mail that there is, by its kind. */
export const mailsByKind = Object.fromEntries(
  Object.values(mails)
    .filter((mail) => mail !== nobodyIsTold)
    .map((mail): [MailKind, AnyMail] => [mail.kind, mail]),
) as Readonly<Record<MailKind, AnyMail>>;

export const mailKinds = Object.keys(mailsByKind) as readonly MailKind[];

/** The events that can lead to a mail. */
export const occasions = (Object.keys(mails) as ContractEventType[]).filter(
  (type) => mails[type] !== nobodyIsTold,
);

/** A mail that is to be sent, and to whom. */
export interface MailToSend extends Pick<AnyMail, 'kind' | 'usefulMinutes' | 'urgent'> {
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
  const { kind, to, usefulMinutes, urgent } = mail;
  return { kind, to: to(data), usefulMinutes, urgent };
}
