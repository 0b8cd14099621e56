import type { ContractData, ContractEventType } from '#contracts';
import { english, german, importances, type Applicant, type Mail, type Recipient } from './mail';
import { filingMails } from './filing-mails';
import { paymentMails } from './payment-mails';

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
  readonly reference?: string;
}
const applicant = ({ applicantId, applicationId, reference }: OfCase): Applicant => ({
  recipientId: applicantId,
  applicationId,
  ...(reference !== undefined && { reference }),
});

/** A mail to the applicant about their case. */
const aboutTheCase = { to: applicant, page: '/antraege', usefulMinutes: 5 * DAY, urgent: false } as const;

/** A mail to the applicant when the status that they see has changed (D10, W14). */
const onStatusChange = {
  ...aboutTheCase,
  importance: 'change',
  onlyIf: ({ statusChanged }: { readonly statusChanged: boolean }) => statusChanged,
} as const;

/** A link that somebody who is signed in has asked for; valid for an hour. */
const link = {
  importance: 'action',
  to: ({ linkId }: { readonly linkId: string }) => ({ linkId }),
  usefulMinutes: 60,
  urgent: false,
} as const;

const notAskedFor = {
  de: 'Der Link gilt nur einmal und nur für kurze Zeit. Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
  en: 'The link works once and for a short time only. If that was not you, please delete this e-mail; nothing will happen then.',
};

/** Whoever takes a filed case begins with it: to the citizen both is the same change. */
const processingStarted = {
  ...onStatusChange,
  kind: 'processing-started',
  de: german(
    'Die Bearbeitung hat begonnen',
    'die Bearbeitung Ihres Antrags hat begonnen. Den Stand sehen Sie im Serviceportal:',
  ),
  en: english(
    'processing has begun',
    'we have begun to process your application. You see its status in the service portal:',
  ),
} as const;

/**
 * The mails of the system by type of contract event (D10, D22, W14, N5, N6): a mail goes to the citizen when the status
 * changed or the office wrote, and to nobody else.
 */
export const mails = {
  ...paymentMails,
  ...filingMails,
  'identity.SignInLinkRequested': {
    kind: 'sign-in-link',
    importance: 'action',
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
  'identity.GuestLinkRequested': {
    kind: 'guest-link',
    importance: 'action',
    to: ({ linkId }) => ({ linkId }),
    usefulMinutes: 24 * 60,
    urgent: true,
    de: german(
      'Ihr Link ins Serviceportal',
      'hier geht es zurück zu dem, was Sie ohne Anmeldung begonnen haben:',
      'Der Link gilt nur einmal und 24 Stunden lang; danach können Sie im Serviceportal einen neuen anfordern. Wenn Sie ihn nicht angefordert haben, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
    ),
    en: english(
      'your link to the service portal',
      'this leads back to what you began without signing in:',
      'The link works once and for 24 hours; after that you can ask for a new one in the service portal. If you did not ask for it, please delete this e-mail; nothing will happen then.',
    ),
  },
  'identity.PersonRegistered': nobodyIsTold,
  'identity.SignedIn': nobodyIsTold,
  'identity.SignedOut': nobodyIsTold,
  'identity.ConsentGiven': nobodyIsTold,
  'identity.ConsentWithdrawn': nobodyIsTold,

  // The citizen has just done that, and filing, or the request to pay, follows.
  'application.ApplicationDrafted': nobodyIsTold,
  'application.RepresentationDeclared': nobodyIsTold,
  'application.FormSaved': nobodyIsTold,
  'application.ApplicationSubmitted': nobodyIsTold,
  'application.ApplicationFiled': {
    ...onStatusChange,
    kind: 'application-filed',
    importance: 'receipt',
    confirmsFiling: true,
    de: german(
      'Ihr Antrag ist eingegangen',
      'Ihr Antrag ist bei uns eingegangen. Den Stand der Bearbeitung und alle Nachrichten finden Sie im Serviceportal:',
    ),
    en: english(
      'we have received your application',
      'we have received your application. You find its status and all messages in the service portal:',
    ),
  },
  'application.CaseAssigned': processingStarted,
  'application.ProcessingStarted': processingStarted,
  'application.CaseForwarded': {
    ...onStatusChange,
    kind: 'case-forwarded',
    de: german(
      'Eine andere Stelle bearbeitet Ihren Antrag',
      'Ihr Antrag wurde an eine andere Stelle weitergeleitet. Welche es ist, sehen Sie im Serviceportal:',
    ),
    en: english(
      'another office processes your application',
      'your application was forwarded to another office. You see which one in the service portal:',
    ),
  },
  'application.DocumentsRequested': {
    ...onStatusChange,
    kind: 'action-required',
    importance: 'action',
    de: german(
      'Ihre Mitwirkung ist nötig',
      'zu Ihrem Antrag haben wir eine Rückfrage. Bitte lesen und beantworten Sie sie im Serviceportal:',
    ),
    en: english(
      'we need something from you',
      'we have a query about your application. Please read and answer it in the service portal:',
    ),
  },
  'application.DocumentsSupplied': {
    ...onStatusChange,
    kind: 'documents-supplied',
    de: german(
      'Ihre Antwort ist eingegangen',
      'Ihre Antwort auf unsere Rückfrage ist eingegangen. Den Stand der Bearbeitung sehen Sie im Serviceportal:',
    ),
    en: english(
      'we have received your answer',
      'we have received your answer to our query. You see the status of your application in the service portal:',
    ),
  },
  // What was handed in is confirmed with the filing or the answer; what the portal made is told with what it is about.
  'application.DocumentAdded': nobodyIsTold,
  'application.DocumentWithdrawn': {
    ...aboutTheCase,
    kind: 'document-withdrawn',
    importance: 'action',
    de: german(
      'Ein Dokument kann nicht geöffnet werden',
      'eines Ihrer Dokumente kann nicht geöffnet werden. Bitte sehen Sie im Serviceportal nach, und reichen Sie es neu ein:',
    ),
    en: english(
      'a document cannot be opened',
      'one of your documents cannot be opened. Please look it up in the service portal and hand it in again:',
    ),
  },
  // The status stays, so this is not `onStatusChange`; who waits has to be told in time (law 4).
  'application.ProcessingTimeExtended': {
    ...aboutTheCase,
    kind: 'processing-time-extended',
    importance: 'change',
    de: german(
      'Die Bearbeitung Ihres Antrags dauert länger',
      'die Bearbeitung Ihres Antrags dauert länger. Den Grund und das neue Datum lesen Sie im Serviceportal:',
    ),
    en: english(
      'the processing of your application takes longer',
      'the processing of your application takes longer. You read the reason and the new date in the service portal:',
    ),
  },
  'application.DecisionIssued': {
    ...onStatusChange,
    kind: 'decision-issued',
    importance: 'outcome',
    confirmsFiling: true,
    de: german(
      'Über Ihren Antrag ist entschieden',
      'über Ihren Antrag ist entschieden. Näheres finden Sie im Serviceportal:',
    ),
    en: english(
      'your application has been decided',
      'your application has been decided. You find more in the service portal:',
    ),
  },
  'application.EntryCorrected': {
    ...onStatusChange,
    kind: 'status-changed',
    de: german(
      'Neuer Stand Ihres Antrags',
      'der Stand Ihres Antrags hat sich geändert. Sie sehen ihn im Serviceportal:',
    ),
    en: english(
      'new status of your application',
      'the status of your application has changed. You see it in the service portal:',
    ),
  },
  'application.NoticeProvided': {
    ...onStatusChange,
    kind: 'notice-available',
    importance: 'notice',
    confirmsFiling: true,
    page: '/postkorb',
    de: german(
      'Neuer Bescheid',
      'in Ihrem Postkorb liegt ein neuer Bescheid. Sie lesen ihn im Serviceportal:',
    ),
    en: english('new notice', 'there is a new notice in your mailbox. You read it in the service portal:'),
  },
  'application.NoticeNotified': nobodyIsTold,
  'application.NoticeRetrieved': nobodyIsTold,
  'application.AnnouncementEffective': nobodyIsTold,
  // The notice is no longer where the person was told to look.
  'application.ProvisionEnded': {
    ...onStatusChange,
    kind: 'provision-ended',
    de: german(
      'Ihr Bescheid kommt mit der Post',
      'Ihr Bescheid wird nicht mehr im Postkorb bereitgestellt; er kommt mit der Post. Näheres finden Sie im Serviceportal:',
    ),
    en: english(
      'your notice comes by post',
      'your notice is no longer provided in the mailbox; it comes by post. You find more in the service portal:',
    ),
  },
  'application.NoticePosted': nobodyIsTold,
  'application.ApplicationWithdrawn': {
    ...onStatusChange,
    kind: 'application-withdrawn',
    de: german(
      'Ihr Antrag ist zurückgezogen',
      'Ihr Antrag ist zurückgezogen. Sie finden ihn weiterhin im Serviceportal:',
    ),
    en: english(
      'your application is withdrawn',
      'your application is withdrawn. You still find it in the service portal:',
    ),
  },
  'application.DraftEndAnnounced': {
    ...aboutTheCase,
    kind: 'draft-ends',
    importance: 'action',
    de: german(
      'Ihr Entwurf endet bald',
      'ein Entwurf, den Sie begonnen haben, wird bald gelöscht. Bis wann er bleibt, sehen Sie im Serviceportal. Wenn Sie ihn dort ändern, bleibt er länger; wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun:',
    ),
    en: english(
      'your draft ends soon',
      'a draft that you have begun will soon be deleted. You see in the service portal until when it is kept. If you change it there, it is kept for longer; if you do not need it any more, you need not do anything:',
    ),
  },
  // Its applicant was told before.
  'application.DraftExpired': nobodyIsTold,
  // Whoever claims it has just done that.
  'application.ApplicationClaimed': nobodyIsTold,
  'application.CaseClosed': {
    ...onStatusChange,
    kind: 'case-closed',
    de: german(
      'Ihr Vorgang ist abgeschlossen',
      'Ihr Vorgang ist abgeschlossen. Sie finden ihn weiterhin im Serviceportal:',
    ),
    en: english('your case is closed', 'your case is closed. You still find it in the service portal:'),
  },
  'application.CaseReopened': {
    ...onStatusChange,
    kind: 'case-reopened',
    de: german(
      'Ihr Vorgang ist wieder aufgenommen',
      'Ihr Vorgang ist wieder aufgenommen. Den Stand der Bearbeitung sehen Sie im Serviceportal:',
    ),
    en: english('your case is reopened', 'your case is reopened. You see its status in the service portal:'),
  },
  'application.ApplicantErased': nobodyIsTold,
  'application.CaseAccessed': nobodyIsTold,

  'mailbox.ThreadOpened': nobodyIsTold,
  'mailbox.EntryAdded': nobodyIsTold,
  'mailbox.MessageWritten': {
    ...aboutTheCase,
    kind: 'new-message',
    importance: 'message',
    onlyIf: ({ recipient }) => recipient === 'citizen',
    page: '/postkorb',
    de: german(
      'Neue Nachricht',
      'in Ihrem Postkorb liegt eine neue Nachricht. Sie lesen sie im Serviceportal:',
    ),
    en: english('new message', 'there is a new message in your mailbox. You read it in the service portal:'),
  },
  'mailbox.NoticeDeposited': nobodyIsTold,
  'mailbox.NoticeRetrieved': nobodyIsTold,
  'mailbox.NoticeReplaced': nobodyIsTold,
  'mailbox.ProvisionEnded': nobodyIsTold,
  // Who opens the message reads it there.
  'mailbox.AttachmentWithdrawn': nobodyIsTold,
  'mailbox.MessagesRead': nobodyIsTold,
  'mailbox.CaseAccessed': nobodyIsTold,

  'identity.SteppedUp': nobodyIsTold,
  // Whoever did it: the person notices when it was somebody else.
  'identity.WayInAdded': {
    kind: 'way-in-added',
    importance: 'action',
    to: ({ personId }) => ({ recipientId: personId }),
    page: '/meine-daten',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Neue Anmeldung für Ihr Konto',
      'zu Ihrem Konto ist eine weitere Art der Anmeldung hinzugekommen. Welche es ist, sehen Sie im Serviceportal:',
      'Wenn Sie das nicht selbst waren, melden Sie sich bitte bei uns.',
    ),
    en: english(
      'a new way to sign in to your account',
      'your account can now be reached by another way to sign in. You see in the service portal which one it is:',
      'If that was not you, please contact us.',
    ),
  },
  'identity.ContactAddressConfirmed': nobodyIsTold,
  // What comes with it, a new way in, is told.
  'identity.MovedFrom': nobodyIsTold,
  'identity.MovedInto': nobodyIsTold,
  'identity.PersonErased': nobodyIsTold,
  'identity.HandOverAgreed': nobodyIsTold,
  'identity.HandOverWithdrawn': nobodyIsTold,
  'identity.ContactAddressGiven': {
    ...link,
    kind: 'confirm-address',
    de: german(
      'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      'unter dieser Adresse möchten Sie Post von uns bekommen. Bitte bestätigen Sie sie hier, wo Sie angemeldet sind:',
      notAskedFor.de,
    ),
    en: english(
      'please confirm your e-mail address',
      'you would like to get our mail at this address. Please confirm it here, where you are signed in:',
      notAskedFor.en,
    ),
  },
  // Told here alone: who is signed in does not learn whether an address has an account (W5).
  'identity.AddressFoundInUse': {
    ...link,
    kind: 'address-in-use',
    de: german(
      'Zu dieser E-Mail-Adresse gibt es schon ein Konto',
      'diese Adresse wurde für ein weiteres Konto angegeben. Es gibt mit ihr schon ein Konto, und jedes hat seine eigene. Wenn Sie das waren, melden Sie sich bitte mit dem vorhandenen an:',
      notAskedFor.de,
    ),
    en: english(
      'there is an account with this e-mail address already',
      'this address was given for another account. There is an account with it already, and each has its own. If that was you, please sign in with the existing one:',
      notAskedFor.en,
    ),
  },
  'identity.MoveProofRequested': {
    ...link,
    kind: 'move-account',
    de: german(
      'Mit Ihrem Konto zur BundID umziehen',
      'Sie möchten Ihr Konto vom Servicekonto.NRW zur BundID umziehen. Bitte bestätigen Sie das hier, in dem Browser, in dem Sie mit der BundID angemeldet sind:',
      notAskedFor.de,
    ),
    en: english(
      'move your account to BundID',
      'you would like to move your account from Servicekonto.NRW to BundID. Please confirm it here, in the browser in which you are signed in with BundID:',
      notAskedFor.en,
    ),
  },
  'identity.RegistrationRequested': {
    ...link,
    kind: 'confirm-registration',
    usefulMinutes: DAY,
    de: german(
      'Bitte bestätigen Sie Ihre Registrierung',
      'mit dieser Adresse wurde ein Konto im Serviceportal angelegt. Bitte bestätigen Sie es hier mit Ihrem Passwort:',
      'Der Link gilt 24 Stunden; danach löschen wir, was eingegeben wurde. Wenn Sie das nicht waren, müssen Sie nichts tun.',
    ),
    en: english(
      'please confirm your registration',
      'an account in the service portal was set up with this address. Please confirm it here with your password:',
      'The link is valid for 24 hours; then we delete what was entered. If that was not you, you need not do anything.',
    ),
  },
  // Told here alone: who registers does not learn whether an address has an account.
  'identity.KnownAddressRegistered': {
    ...link,
    kind: 'account-exists',
    usefulMinutes: DAY,
    de: german(
      'Sie haben schon ein Konto',
      'mit dieser Adresse wollte sich jemand registrieren. Es gibt zu ihr schon ein Konto. Wenn Sie das waren, melden Sie sich bitte damit an; ein vergessenes Passwort können Sie dort neu setzen:',
      'Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es ist nichts geschehen.',
    ),
    en: english(
      'you have an account already',
      'somebody wanted to register with this address. There is an account with it already. If that was you, please sign in with it; a password that you forgot can be set anew there:',
      'If that was not you, please delete this e-mail; nothing has happened.',
    ),
  },
  'identity.PasswordLinkRequested': {
    ...link,
    kind: 'password-link',
    de: german('Neues Passwort', 'hier setzen Sie ein neues Passwort für Ihr Konto:', notAskedFor.de),
    en: english('new password', 'here you set a new password for your account:', notAskedFor.en),
  },
  'identity.UnknownAddressNamed': {
    ...link,
    kind: 'no-account',
    de: german(
      'Zu dieser Adresse gibt es kein Konto',
      'für diese Adresse wurde ein neues Passwort verlangt. Es gibt mit ihr aber kein Konto mit Passwort. Vielleicht haben Sie eine andere Adresse angegeben, oder Sie melden sich auf einem anderen Weg an:',
      'Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es ist nichts geschehen.',
    ),
    en: english(
      'there is no account with this address',
      'a new password was asked for with this address. But no account with a password has it. Perhaps you gave another address, or you sign in another way:',
      'If that was not you, please delete this e-mail; nothing has happened.',
    ),
  },
  'identity.AccountLinkEnded': nobodyIsTold,
  'identity.PasswordChanged': {
    kind: 'password-changed',
    importance: 'action',
    to: ({ personId }) => ({ recipientId: personId }),
    page: '/meine-daten',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Ihr Passwort wurde geändert',
      'das Passwort Ihres Kontos wurde geändert, und Sie sind überall sonst abgemeldet:',
      'Wenn Sie das nicht selbst waren, setzen Sie bitte gleich ein neues Passwort, und melden Sie sich bei uns.',
    ),
    en: english(
      'your password was changed',
      'the password of your account was changed, and you are signed out everywhere else:',
      'If that was not you, please set a new password at once, and contact us.',
    ),
  },
  'identity.DeclarationProven': nobodyIsTold,
  'identity.SignInRefused': nobodyIsTold,
  'identity.ActingBegan': nobodyIsTold,
  'identity.ActingEnded': nobodyIsTold,
  // Both have done something for it, and see it among their mandates.
  'identity.MandateGiven': nobodyIsTold,
  'identity.MandateEnded': nobodyIsTold,
  'identity.GuestClaimed': nobodyIsTold,
  'identity.GuestEnded': nobodyIsTold,
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
