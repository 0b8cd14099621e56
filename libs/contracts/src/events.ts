import {
  actorId,
  always,
  causeId,
  cents,
  day,
  eventId,
  type Field,
  type Fields,
  flag,
  hash,
  hashOrNone,
  key,
  type ObjectOf,
  oneOf,
  optional,
  reference,
  several,
  streamVersion,
  timestamp,
  uuid,
} from './fields';
import { paymentMethods, paymentPolicies, paymentStates, orderEnds, refundReasons } from './payment';
import { statuses } from './status';

/**
 * The contract events: what a service tells the others. Everything stored by a publishing service becomes exactly one
 * of these, so that a witness sees every version of every stream. Sent and kept for decades: a type, a field or a code
 * is never renamed; a change that an older reader would not understand is a new type or a new schema version.
 */

const actorRoles = [
  'citizen',
  'caseworker',
  'head-of-office',
  'treasury',
  'auditor',
  'operator',
  'service',
] as const;
const outcomes = ['granted', 'partly', 'rejected'] as const;
const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;

/** The outcome of a decision; separate from the status. */
export type Outcome = (typeof outcomes)[number];
/** The role in which somebody acted. */
export type ActorRole = (typeof actorRoles)[number];

const application = {
  applicationId: uuid,
  reference,
  serviceKey: key,
  configurationVersion: hash,
  office: key,
  applicantId: uuid,
  /** After this event. */
  status: oneOf(statuses),
  outcome: optional(oneOf(outcomes)),
  assignedTo: optional(uuid),
  /** Where something is owed: how far its payment is, as far as the application knows; makes the label (`payment-label.ts`). */
  payment: optional(oneOf(paymentStates)),
  /** The citizen has to do something. */
  actionRequired: flag,
  /** This event changed the status that the citizen sees. */
  statusChanged: flag,
} as const;

const thread = { applicationId: uuid, applicantId: uuid, office: key } as const;
/** The payment of one order; its stream is the order's id. */
const payment = {
  orderId: uuid,
  applicationId: uuid,
  applicantId: uuid,
  office: key,
  serviceKey: key,
  /** After this event. */
  payment: oneOf(paymentStates),
  /** What is owed. */
  amountCents: cents,
} as const;
const attempt = { ...payment, attemptId: uuid, method: oneOf(paymentMethods) } as const;
const refund = {
  ...payment,
  refundId: uuid,
  attemptId: uuid,
  refundCents: cents,
  reason: oneOf(refundReasons),
} as const;
/** What is owed from here on, and until when it can be paid (`before-filing` alone); of one that costs nothing, nothing. */
const ordered = {
  orderId: optional(uuid),
  amountCents: optional(cents),
  paymentPolicy: optional(oneOf(paymentPolicies)),
  payBy: optional(timestamp),
} as const;
/** The filing process of one order; its stream is the order's id. */
const filing = {
  orderId: uuid,
  applicationId: uuid,
  applicantId: uuid,
  office: key,
  amountCents: cents,
} as const;
const person = { personId: uuid } as const;
/** So many names are told at once. */
export const mostNamesRead = 500;
/** Somebody of the staff looked at a case; its stream is a uuid v5 of the application's id. */
const caseAccess = { applicationId: uuid, personId: uuid, role: oneOf(actorRoles), purpose: key } as const;

/** What the contract of one event of an application carries beyond {@link application}, and what the citizen is told. */
interface ApplicationEvent {
  readonly data?: Fields;
  /** The line in the citizen's mailbox (D20); null where it tells them nothing new. */
  readonly mailbox: { readonly de: string; readonly en: string } | null;
}

/** Every stored event of an application. One that is missing here does not compile (`publish.ts` of the service). */
const applicationEvents = {
  ApplicationDrafted: { mailbox: null },
  FormSaved: { mailbox: null },
  ApplicationSubmitted: { data: ordered, mailbox: null },
  SubmissionTakenBack: { data: { orderId: uuid }, mailbox: null },
  SubmissionExpired: {
    data: { orderId: uuid },
    mailbox: {
      de: 'Ihr Antrag ist abgelaufen, weil die Gebühr nicht bezahlt wurde',
      en: 'Your application has expired because its fee was not paid',
    },
  },
  SubmissionRevived: {
    data: { orderId: uuid },
    mailbox: {
      de: 'Ihre Zahlung ist doch noch eingegangen; Ihr Antrag gilt wieder',
      en: 'Your payment has arrived after all; your application stands again',
    },
  },
  FeeFixed: {
    data: ordered,
    mailbox: {
      de: 'Die Gebühr für Ihren Antrag steht fest',
      en: 'The fee for your application has been fixed',
    },
  },
  PaymentNoted: { data: { orderId: uuid }, mailbox: null },
  PaymentReminded: {
    data: { orderId: uuid },
    mailbox: { de: 'Bitte denken Sie an die Gebühr', en: 'Please remember the fee' },
  },
  RefundNoted: {
    data: { orderId: uuid, reason: oneOf(refundReasons) },
    mailbox: {
      de: 'Ihre Zahlung kam für einen Antrag, der nicht mehr besteht; Sie bekommen sie zurück',
      en: 'Your payment was for an application that no longer stands; you get it back',
    },
  },
  ApplicationFiled: {
    mailbox: { de: 'Ihr Antrag ist eingegangen', en: 'Your application has been received' },
  },
  // Who is assigned is internal.
  CaseAssigned: { mailbox: null },
  CaseReleased: { mailbox: null },
  ProcessingStarted: { mailbox: { de: 'Die Bearbeitung hat begonnen', en: 'Processing has begun' } },
  CaseForwarded: {
    mailbox: {
      de: 'Ihr Antrag wurde an eine andere Stelle weitergeleitet',
      en: 'Your application was forwarded to another office',
    },
  },
  DocumentsRequested: {
    mailbox: { de: 'Rückfrage – Ihre Mitwirkung ist nötig', en: 'Query – we need something from you' },
  },
  DocumentsSupplied: {
    mailbox: { de: 'Sie haben Unterlagen nachgereicht', en: 'You have supplied documents' },
  },
  DocumentAdded: { data: { documentId: uuid, kind: key, hash }, mailbox: null },
  DocumentFinalised: { data: { documentId: uuid }, mailbox: null },
  // To what kind of place they went is read in the portal.
  DocumentsSentOn: {
    mailbox: {
      de: 'Das Amt hat Dokumente Ihres Antrags an eine andere Stelle übermittelt',
      en: 'The office has sent documents of your application to somebody else',
    },
  },
  DocumentWithdrawn: {
    data: { documentId: uuid },
    mailbox: {
      de: 'In einem Ihrer Dokumente wurde Schadsoftware gefunden; das Amt kann es nicht öffnen',
      en: 'Malware was found in one of your documents; the office cannot open it',
    },
  },
  ProcessingTimeExtended: {
    mailbox: { de: 'Die Bearbeitung dauert länger', en: 'Processing takes longer' },
  },
  TargetDateSuspended: {
    mailbox: { de: 'Das Zieldatum ruht', en: 'The target date rests' },
  },
  TargetDateResumed: { mailbox: null },
  DecisionIssued: {
    data: {
      /** How the notice is announced; absent in events of a release that knew the mailbox only. */
      delivery: optional(oneOf(['mailbox', 'post'])),
      /** Version of the decision whose notice this one replaces. */
      replaces: optional(streamVersion),
    },
    mailbox: { de: 'Über Ihren Antrag ist entschieden', en: 'Your application has been decided' },
  },
  EntryCorrected: { mailbox: null },
  // What the office keeps for itself.
  NoteAdded: { mailbox: null },
  TaskSet: { mailbox: null },
  TaskFinished: { mailbox: null },
  AdviceOverdue: { mailbox: null },
  ResubmissionSet: { mailbox: null },
  ResubmissionDue: { mailbox: null },
  ResubmissionLifted: { mailbox: null },
  DecisionProposed: { mailbox: null },
  ProposalSentBack: { mailbox: null },
  CaseLinked: { mailbox: null },
  CaseUnlinked: { mailbox: null },
  ContactRecorded: {
    mailbox: {
      de: 'Was Sie dem Amt auf anderem Weg mitgeteilt haben, steht in Ihrem Antrag',
      en: 'What you told the office another way stands in your application',
    },
  },
  // The notice is an item of its own.
  NoticeProvided: { data: { noticeId: uuid }, mailbox: null },
  NoticeNotified: { data: { noticeId: uuid }, mailbox: null },
  NoticeRetrieved: { mailbox: null },
  AnnouncementEffective: { mailbox: null },
  ProvisionEnded: {
    data: { noticeId: uuid },
    mailbox: {
      de: 'Ihr Bescheid wird nicht mehr hier bereitgestellt; er kommt mit der Post',
      en: 'Your notice is no longer provided here; it comes by post',
    },
  },
  NoticePosted: {
    mailbox: { de: 'Ihr Bescheid ist zur Post gegeben', en: 'Your notice was given to the post' },
  },
  ApplicationWithdrawn: {
    mailbox: { de: 'Der Antrag ist zurückgezogen', en: 'The application is withdrawn' },
  },
  DraftEndAnnounced: { mailbox: null },
  DraftExpired: { mailbox: null },
  RepresentationDeclared: { mailbox: null },
  // `applicantId` is whose it is from now on.
  ApplicationClaimed: {
    mailbox: {
      de: 'Ihr Antrag gehört jetzt zu Ihrem Konto',
      en: 'Your application belongs to your account now',
    },
  },
  CaseClosed: { mailbox: { de: 'Der Vorgang ist abgeschlossen', en: 'The case is closed' } },
  // Nobody is left who reads it.
  ApplicantErased: { mailbox: null },
  CaseReopened: { mailbox: { de: 'Der Vorgang ist wieder aufgenommen', en: 'The case is reopened' } },
} as const satisfies Readonly<Record<string, ApplicationEvent>>;

type ApplicationEvents = typeof applicationEvents;
type ExtraOf<Entry> = Entry extends { readonly data: infer Extra extends Fields } ? Extra : unknown;

/** The data of every contract event, by type. */
export const contracts = {
  ...(Object.fromEntries(
    Object.entries(applicationEvents).map(([type, event]: [string, ApplicationEvent]) => [
      `application.${type}`,
      { ...application, ...event.data },
    ]),
  ) as {
    readonly [Type in keyof ApplicationEvents as `application.${Type}`]: typeof application &
      ExtraOf<ApplicationEvents[Type]>;
  }),
  'application.CaseAccessed': caseAccess,

  'application.FilingBegan': { ...filing, paymentPolicy: oneOf(paymentPolicies) },
  'application.PaymentFollowed': { ...filing, payment: oneOf(paymentStates) },
  'application.FilingReminded': filing,
  'application.FilingReached': filing,
  /** Nobody shall pay the order any more. */
  'application.FilingEnded': { ...filing, reason: oneOf(orderEnds) },
  /** What had expired was paid all the same, in time to stand again. */
  'application.FilingRevived': filing,
  /** Money came that nothing is filed for: it goes back. */
  'application.RefundAsked': { ...filing, reason: oneOf(refundReasons) },

  'mailbox.ThreadOpened': thread,
  'mailbox.EntryAdded': { ...thread, entryId: uuid, kind: key },
  'mailbox.MessageWritten': {
    ...thread,
    messageId: uuid,
    authorRole: oneOf(actorRoles),
    recipient: oneOf(['citizen', 'office']),
  },
  'mailbox.AttachmentWithdrawn': { ...thread, documentId: uuid },
  'mailbox.NoticeDeposited': { ...thread, noticeId: uuid, decisionVersion: streamVersion },
  'mailbox.NoticeRetrieved': { ...thread, noticeId: uuid },
  'mailbox.NoticeReplaced': { ...thread, noticeId: uuid },
  'mailbox.ProvisionEnded': { ...thread, noticeId: uuid },
  'mailbox.MessagesRead': { ...thread, by: oneOf(['citizen', 'office']) },
  'mailbox.CaseAccessed': caseAccess,

  'payment.PaymentRequested': { ...payment, policy: oneOf(paymentPolicies), reference },
  'payment.MethodChosen': attempt,
  'payment.PaymentRedirected': attempt,
  /** The provider said something new of an attempt; the answer is named by its digest. */
  'payment.ProviderAnswered': { ...attempt, digest: hash },
  /** A mandate was given: the money will be collected; for filing it counts as paid as of `paidAt`. */
  'payment.PaymentAuthorised': { ...attempt, paidAt: timestamp },
  /** `receivedCents` came in, `paidAt` by the provider's clock (law 11). */
  'payment.PaymentSettled': { ...attempt, receivedCents: cents, paidAt: timestamp },
  'payment.PaymentFailed': attempt,
  'payment.PaymentCancelled': attempt,
  'payment.PaymentExpired': attempt,
  /** The order died: nobody shall pay it any more. */
  'payment.PaymentClosed': { ...payment, reason: oneOf(orderEnds) },
  /** What had died is owed again: the application was revived. */
  'payment.PaymentReopened': payment,
  /** The application went over to an account or to another office: `applicantId` and `office` are those of now. */
  'payment.PaymentReassigned': payment,
  'payment.DebitCollected': {
    ...attempt,
    collectionId: uuid,
    /** The account is debited on another day than was announced. */
    moved: optional(flag),
  },
  'payment.PaymentReturned': attempt,
  'payment.PaymentChargedBack': attempt,
  'payment.RefundRequested': refund,
  'payment.RefundApproved': refund,
  'payment.RefundRejected': refund,
  'payment.RefundIssued': { ...refund, refundedAt: timestamp },
  'payment.RefundFailed': refund,
  /** Its person is asked which account it is transferred to, is reminded, and has named one. */
  'payment.RefundAccountAsked': refund,
  'payment.RefundAccountReminded': refund,
  'payment.RefundAccountGiven': refund,
  /** A paper about an attempt was made: the receipt, the confirmation of a mandate. */
  'payment.ReceiptIssued': { ...attempt, documentId: uuid, hash },
  'payment.MandateConfirmed': { ...attempt, documentId: uuid, hash },
  'payment.PaymentReconciled': attempt,
  /** Our books and the provider's do not agree; an operator resolves it by a correction. */
  'payment.PaymentDiffered': { ...attempt, differenceId: uuid },
  'payment.PaymentCorrected': { ...payment, differenceId: optional(uuid) },
  'payment.PaymentWrittenOff': payment,
  'payment.CaseAccessed': caseAccess,

  /** Somebody of the staff was told what persons are called; its stream is a uuid v5 of the id of who was told. */
  'identity.NamesRead': {
    personId: uuid,
    role: oneOf(actorRoles),
    purpose: key,
    persons: several(uuid, mostNamesRead),
  },
  'identity.PersonRegistered': person,
  /** An office has entered somebody who has no account. */
  'identity.PersonRecorded': person,
  /** The address may be unknown, so there may be no person yet. */
  'identity.SignInLinkRequested': { linkId: uuid, personId: optional(uuid) },
  'identity.SignedIn': { ...person, method: key, levelOfAssurance: oneOf(levelsOfAssurance) },
  'identity.SteppedUp': { ...person, method: key, levelOfAssurance: oneOf(levelsOfAssurance) },
  'identity.WayInAdded': { ...person, method: key },
  /** Mail goes from now on to an address that the person has proven to read. */
  'identity.ContactAddressConfirmed': person,
  /** Links to addresses of accounts: to confirm one, to tell whoever reads it that another account has it, to prove an account that moves. */
  'identity.ContactAddressGiven': { ...person, linkId: uuid },
  'identity.AddressFoundInUse': { ...person, linkId: uuid },
  'identity.MoveProofRequested': { ...person, linkId: uuid },
  /** A way in leads to this account from now on, and `from` ended with it; of the other side, the account that it went to. */
  'identity.MovedFrom': { ...person, from: uuid, method: key, provenBy: key },
  'identity.MovedInto': { ...person, into: uuid },
  /** Data may go to another portal, named by its id; values and names of the data leave nothing here. */
  'identity.HandOverAgreed': { ...person, clientId: key },
  'identity.HandOverWithdrawn': { ...person, clientId: key },
  /** The id leads nowhere any more: drafts end, and nobody is told by mail. */
  'identity.PersonErased': person,
  'identity.DeclarationProven': {
    ...person,
    proofId: uuid,
    applicationId: uuid,
    declarationHash: hash,
    method: key,
    levelOfAssurance: oneOf(levelsOfAssurance),
  },
  'identity.SignedOut': person,
  /** Links to addresses of accounts with a password of their own; there may be no person (yet). */
  'identity.RegistrationRequested': { linkId: uuid },
  'identity.KnownAddressRegistered': { linkId: uuid },
  'identity.PasswordLinkRequested': { linkId: uuid },
  'identity.UnknownAddressNamed': { linkId: uuid },
  'identity.AccountLinkEnded': { linkId: uuid },
  'identity.PasswordChanged': person,
  /** The session of a person begins, or ends, to act for somebody who gave them a mandate. */
  'identity.ActingBegan': { ...person, mandateId: uuid },
  'identity.ActingEnded': { ...person, mandateId: uuid },
  /** Somebody gave somebody else a mandate; it ends by itself at the end of `endsOn` in Europe/Berlin. */
  'identity.MandateGiven': { mandateId: uuid, grantorId: uuid, representativeId: uuid, endsOn: day },
  'identity.MandateEnded': { mandateId: uuid, grantorId: uuid, representativeId: uuid },
  /** Who filed without an account gets a link back. */
  'identity.GuestLinkRequested': { linkId: uuid },
  /** What a guest (`personId`) filed belongs to an account from now on. */
  'identity.GuestClaimed': { ...person, claimedBy: uuid },
  'identity.GuestEnded': person,
  /** Somebody's answer in the name of a provider was not believed. Nobody was signed in, so there is no person. */
  'identity.SignInRefused': { attemptId: uuid, method: key, reason: key },
  'identity.ConsentGiven': { ...person, purpose: key },
  'identity.ConsentWithdrawn': { ...person, purpose: key },
} as const satisfies Record<string, Fields>;

/**
 * The events of a payment that lead to a line in the citizen's mailbox, and its title; what stands in it the payment service says, which
 * may also know that there is nothing to say. What ends or revives an application by a payment is told by the application.
 */
const paymentLines = {
  'payment.PaymentAuthorised': {
    de: 'Ihre Lastschrift ist angekündigt',
    en: 'Your direct debit is announced',
  },
  'payment.MandateConfirmed': {
    de: 'Bestätigung Ihres Lastschriftmandats',
    en: 'Confirmation of your direct debit mandate',
  },
  'payment.DebitCollected': {
    de: 'Der Tag Ihrer Lastschrift hat sich geändert',
    en: 'The day of your direct debit has changed',
  },
  'payment.ReceiptIssued': { de: 'Zahlungsbeleg', en: 'Receipt for your payment' },
  'payment.PaymentReturned': {
    de: 'Ihre Lastschrift wurde zurückgegeben',
    en: 'Your direct debit was returned',
  },
  'payment.PaymentChargedBack': {
    de: 'Ihre Zahlung wurde zurückgebucht',
    en: 'Your payment was charged back',
  },
  'payment.RefundRequested': { de: 'Eine Erstattung ist vorgesehen', en: 'A refund is intended' },
  'payment.RefundApproved': { de: 'Ihre Erstattung ist freigegeben', en: 'Your refund is approved' },
  'payment.RefundRejected': { de: 'Ihre Erstattung wurde abgelehnt', en: 'Your refund was rejected' },
  'payment.RefundIssued': { de: 'Ihre Erstattung ist ausgeführt', en: 'Your refund has been carried out' },
  'payment.RefundAccountAsked': {
    de: 'Bitte nennen Sie ein Konto für Ihre Erstattung',
    en: 'Please name an account for your refund',
  },
  'payment.RefundAccountReminded': {
    de: 'Erinnerung: Für Ihre Erstattung fehlt noch ein Konto',
    en: 'Reminder: an account for your refund is still missing',
  },
  'payment.RefundAccountGiven': {
    de: 'Für Ihre Erstattung wurde ein Konto genannt',
    en: 'An account for your refund was named',
  },
} as const satisfies { readonly [Type in ContractEventType]?: MailboxTitle };

interface MailboxTitle {
  readonly de: string;
  readonly en: string;
}

/** The type of a contract event of a payment of which its citizen may read in the mailbox. */
export type PaymentLineType = keyof typeof paymentLines;
export const paymentLineTypes = Object.keys(paymentLines) as readonly PaymentLineType[];

/** What citizens read in their mailbox about an event of their case, by the kind of the entry, e.g. `application-filed`. */
export const mailboxEntries: ReadonlyMap<string, MailboxTitle> = new Map([
  ...Object.entries(applicationEvents).flatMap(([type, { mailbox }]: [string, ApplicationEvent]) =>
    mailbox === null ? [] : [[mailboxKindOf(type), mailbox] as const],
  ),
  ...Object.entries(paymentLines).map(([type, title]) => [mailboxKindOf(type), title] as const),
]);

/** The kind of the mailbox entry that an event leads to: `application.ApplicationFiled` → `application-filed`. */
export function mailboxKindOf(type: string): string {
  return type
    .slice(type.indexOf('.') + 1)
    .replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

/** The type of a contract event that this release knows, e.g. `application.ApplicationFiled`. */
export type ContractEventType = keyof typeof contracts;

/** The type of a contract event of a case: whatever is stored in the stream of an application. */
export type CaseEventType = `application.${keyof ApplicationEvents}`;

/** The data of one type of contract event. */
export type ContractData<Type extends ContractEventType = ContractEventType> = {
  [T in Type]: ObjectOf<(typeof contracts)[T]>;
}[Type];

/** Every type of contract event that this release knows. */
export const contractEventTypes = Object.keys(contracts) as readonly ContractEventType[];

/** The schema version of every contract so far. */
export const schemaVersion = 1;

/** The `dataschema` of a type, e.g. `urn:serviceportal:schema:application.ApplicationFiled:1`. */
export function dataSchemaUrn(type: string, version: number = schemaVersion): string {
  return `urn:serviceportal:schema:${type}:${version}`;
}

/** CloudEvents 1.0 attributes, and ours as extension attributes (lower case, as CloudEvents asks). */
export const envelope = {
  specversion: always('1.0'),
  id: eventId,
  source: {
    schema: { type: 'string', pattern: '^urn:serviceportal:[a-z][a-z-]{0,40}$', maxLength: 64 },
    optional: false,
  } as Field<string>,
  type: {
    schema: { type: 'string', pattern: '^[a-z][a-z-]{0,40}\\.[A-Z][A-Za-z]{0,60}$', maxLength: 104 },
    optional: false,
  } as Field<string>,
  /** The stream id, which is also the key of the Kafka record. */
  subject: uuid,
  time: timestamp,
  datacontenttype: always('application/json'),
  dataschema: {
    schema: {
      type: 'string',
      pattern: '^urn:serviceportal:schema:[a-z][a-z-]{0,40}\\.[A-Z][A-Za-z]{0,60}:[1-9][0-9]{0,4}$',
      maxLength: 160,
    },
    optional: false,
  } as Field<string>,
  tenant: key,
  streamtype: key,
  streamversion: streamVersion,
  streamhash: hash,
  previoushash: hashOrNone,
  correlationid: uuid,
  causationid: causeId,
  actorid: actorId,
  actorrole: oneOf(actorRoles),
  /** The person on whose behalf somebody else acted. */
  actingfor: optional(uuid),
} as const;

type Envelope = Omit<ObjectOf<typeof envelope>, 'type'>;

/**
 * A contract event: CloudEvents 1.0 in structured JSON mode. A union that is told apart by `type`;
 * `ContractEvent<'application.ApplicationFiled'>` is one member of it.
 */
export type ContractEvent<Type extends ContractEventType = ContractEventType> = {
  [T in Type]: Envelope & { readonly type: T; readonly data: ContractData<T> };
}[Type];

/** An event of a type that a newer release sends: its envelope is valid, its data is not known here. */
export type UnknownContractEvent = Envelope & { readonly type: string; readonly data: unknown };
