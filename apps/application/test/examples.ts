import type { ApplicationCommand, CommandNamed } from '../src/commands';
import type { Circumstances, GivingRole } from '../src/commands/command';
import type {
  ApplicationEvent,
  ApplicationSubmitted,
  DecisionIssued,
  Outcome,
} from '../src/domain/application';
import type { HandedIn } from '../src/domain/document';
import { keptFrom } from '../src/domain/draft';
import type { Order } from '../src/domain/order';
import type { LegalArea } from '../src/domain/law/rules';

/**
 * One application told in events and commands, for specs.
 * Sealed content is opaque to the domain, so any text stands for it.
 */

export const applicantId = '0197a3c2-0000-7000-8000-00000000000a';
export const caseworkerId = '0197a3c2-0000-7000-8000-00000000000c';
export const colleagueId = '0197a3c2-0000-7000-8000-00000000000d';
export const headId = '0197a3c2-0000-7000-8000-00000000000e';
export const noticeId = '0197a3c2-0000-7000-8000-0000000000f0';
export const at = '2026-11-20T15:42:13.123456Z';
/** When the applicant consented to electronic notices. */
export const consentGivenAt = '2026-11-19T08:00:00.000000Z';

const persons: Readonly<Record<GivingRole, string>> = {
  citizen: applicantId,
  caseworker: caseworkerId,
  'head-of-office': headId,
  service: 'service:mailbox',
};

/** What the office may always do in a case that is not closed, beside deciding it. */
export const officeWork = [
  ...(['note', 'record-contact', 'add-document', 'set-task', 'set-resubmission', 'link'] as const),
];

/** What a caseworker may do with a case that they process. */
export const allowedWhileProcessing = [
  ...['assign', 'start', 'forward', 'release', 'request-documents', 'extend', 'suspend', 'decide'],
  ...officeWork,
  'correct',
];

/** Circumstances of a command that a role gives in its usual person. */
export function by(role: GivingRole, personId: string = persons[role]): Circumstances {
  return { by: { personId, role }, at };
}

const matter = {
  reference: 'DU-2026-000123-7',
  serviceKey: 'meldebescheinigung',
  configurationVersion: 'c0ffee',
  office: 'einwohnerwesen',
};
const declared = { form: 'sealed form', declarationHash: 'declaration-1' };

/** The content of a draft that is consumed with the command. */
export const consumed = { draft: { kind: 'consumed', was: 1 } } as const;

/** A document that is complete and was scanned. */
export const handedIn: HandedIn = {
  id: '0197a3c2-0000-7000-8000-0000000000d1',
  version: 3,
  personId: applicantId,
  kind: 'lageplan',
  size: 5_000,
  hash: 'd0c5'.repeat(16),
  mediaType: 'application/pdf',
  name: 'sealed name',
  isComplete: true,
  isInfected: false,
  isUnscannable: false,
  isBound: false,
};
export const draft: ApplicationCommand = {
  type: 'draft',
  ...matter,
  draft: { kind: 'begun', form: 'sealed form', ...keptFrom(at, 30), remindAt: at },
  ...by('citizen'),
};
/** What came by post for somebody without an account. */
export const recordApplication: CommandNamed<'record-application'> = {
  type: 'record-application',
  ...matter,
  ...declared,
  applicantId,
  withoutSignIn: true,
  channel: 'post',
  receivedAt: '2026-11-18T22:59:59.999000Z',
  identity: 'sealed identity',
  isIncomplete: false,
  feeFollowsReview: false,
  terms: { processingDays: 10 },
  ...by('caseworker'),
};
/** The ways in that suffice for a service of level none, in a city that has one. */
export const byMail = {
  waysIn: [{ method: 'email-link', level: 'none' }],
  enough: { de: 'E-Mail-Link', en: 'e-mail link' },
} as const;
export const submit: CommandNamed<'submit'> = {
  type: 'submit',
  ...declared,
  ...consumed,
  reviewed: declared.declarationHash,
  warningAcknowledged: true,
  formErrors: [],
  binds: [],
  missingProofs: [],
  level: { required: 'none', present: 'low', ...byMail },
  formVersion: 1,
  identity: 'sealed identity',
  terms: { processingDays: 10 },
  ...by('citizen'),
};
export const orderId = '0197a3c2-0000-7000-8000-0000000000b1';
export const otherOrderId = '0197a3c2-0000-7000-8000-0000000000b2';
/** What is owed before an application of this service counts as filed. */
export const order: Order = {
  orderId,
  amountCents: 3070,
  currency: 'EUR',
  policy: 'before-filing',
  items: [
    {
      key: 'bewohnerparkausweis',
      text: { de: 'Bewohnerparkausweis', en: 'Resident parking permit' },
      ...{ quantity: 1, unitCents: 3070, totalCents: 3070, taxPercent: 0, taxCents: 0 },
      accountingKey: 'bewohnerparkausweis',
    },
  ],
  configurationVersion: 'c0ffee',
  fixedAt: at,
  payBy: '2026-11-23T15:42:13.123000Z',
};
export const takeBack: CommandNamed<'take-back'> = {
  type: 'take-back',
  draft: { kind: 'begun', version: 2, form: 'sealed form', ...keptFrom(at, 30), remindAt: at },
  releases: [],
  ...by('citizen'),
};
/** How the filing process of an order stands. */
export const followFiling: CommandNamed<'follow-filing'> = {
  type: 'follow-filing',
  orderId,
  payment: 'open',
  terms: { processingDays: 10 },
  ...by('service'),
};
/** When it was paid by the provider's clock: an hour after it was submitted. */
export const paidAt = '2026-11-20T16:42:13.000000Z';
export const withdraw: ApplicationCommand = { type: 'withdraw', ...by('citizen') };
export const start: ApplicationCommand = { type: 'start', ...by('caseworker') };
export const requestDocuments: ApplicationCommand = {
  type: 'request-documents',
  request: 'sealed request',
  incomplete: false,
  dueOn: '2026-12-04',
  ...by('caseworker'),
};
export const supplyDocuments: ApplicationCommand = {
  type: 'supply-documents',
  documents: 'sealed documents',
  binds: [],
  ...by('citizen'),
};
export const extend: ApplicationCommand = {
  type: 'extend',
  until: '2027-01-31',
  reason: 'sealed reason',
  ...by('caseworker'),
};
export const recordPosting: CommandNamed<'record-posting'> = {
  type: 'record-posting',
  postedOn: '2026-11-20',
  ...by('caseworker'),
};
export const close: ApplicationCommand = { type: 'close', ...by('caseworker') };
export const reopen: ApplicationCommand = { type: 'reopen', reason: 'sealed reason', ...by('caseworker') };

/** What is settled at the moment of a decision: the applicant has consented, and no proof of who decides is asked for. */
export const issuing = {
  consentGivenAt,
  authentication: { at: undefined, withinMinutes: undefined },
} as const;

/** The command that decides with an outcome, by default with information on legal remedies. */
export function decideWith(
  outcome: Outcome,
  details: Partial<CommandNamed<'decide'>> = {},
): CommandNamed<'decide'> {
  const notice = `sealed notice, ${outcome}`;
  return {
    type: 'decide',
    outcome,
    notice,
    informsOnRemedies: true,
    needsApproval: false,
    ...issuing,
    ...by('caseworker'),
    ...details,
  };
}

export const drafted: ApplicationEvent = { type: 'ApplicationDrafted', data: { ...matter, applicantId } };
export const submitted: ApplicationEvent = {
  type: 'ApplicationSubmitted',
  data: {
    submittedAt: at,
    ...declared,
    levelOfAssurance: 'low',
    identity: 'sealed identity',
  },
};
export const submittedWithOrder: ApplicationEvent = {
  type: 'ApplicationSubmitted',
  data: { ...submitted.data, order, formVersion: 1 } as ApplicationSubmitted['data'],
};
export const takenBack: ApplicationEvent = {
  type: 'SubmissionTakenBack',
  data: { orderId, takenBackAt: at },
};
export const submissionExpired: ApplicationEvent = {
  type: 'SubmissionExpired',
  data: { orderId, expiredAt: at },
};
export const filed: ApplicationEvent = {
  type: 'ApplicationFiled',
  data: { filedAt: at, processingDays: 10 },
};
/** Filed for a service of another area of law. */
export function filedUnder(legalArea: LegalArea): ApplicationEvent {
  return { type: 'ApplicationFiled', data: { filedAt: at, legalArea } };
}
export const assigned: ApplicationEvent = { type: 'CaseAssigned', data: { assignedTo: caseworkerId } };
export const started: ApplicationEvent = { type: 'ProcessingStarted', data: {} };
export const documentsRequested: ApplicationEvent = {
  type: 'DocumentsRequested',
  data: { requestedAt: at, request: 'sealed request', dueOn: '2026-12-04' },
};
export const documentsSupplied: ApplicationEvent = {
  type: 'DocumentsSupplied',
  data: { suppliedAt: at, documents: 'sealed documents' },
};
export const withdrawn: ApplicationEvent = { type: 'ApplicationWithdrawn', data: { withdrawnAt: at } };
export const endAnnounced: ApplicationEvent = {
  type: 'DraftEndAnnounced',
  data: { endsAt: '2026-12-20T15:42:13.123456Z' },
};
export const expired: ApplicationEvent = { type: 'DraftExpired', data: {} };
export const extended: ApplicationEvent = {
  type: 'ProcessingTimeExtended',
  data: { until: '2027-01-31', reason: 'sealed reason', extendedAt: at },
};
export const closed: ApplicationEvent = { type: 'CaseClosed', data: {} };
export const reopened: ApplicationEvent = {
  type: 'CaseReopened',
  data: { reason: 'sealed reason', reopenedAt: at },
};

/** The decision that follows from `decideWith(outcome)`. */
export function decided(outcome: Outcome, more: Partial<DecisionIssued['data']> = {}): DecisionIssued {
  const notice = `sealed notice, ${outcome}`;
  const data = { outcome, decidedAt: at, notice, informsOnRemedies: true, ...more };
  return {
    type: 'DecisionIssued',
    data: more.delivery === 'post' ? data : { ...data, delivery: 'mailbox', consentGivenAt },
  };
}

/** Histories that lead to a status, in the order in which a case usually goes through them. */
export const toFiled = [drafted, submitted, filed] as const;
export const toProcessing = [...toFiled, assigned, started] as const;
export const toGranted = [...toProcessing, decided('granted')] as const;
export const noticeProvided: ApplicationEvent = {
  type: 'NoticeProvided',
  data: { noticeId, decisionVersion: toGranted.length, providedAt: at },
};
export const noticeNotified: ApplicationEvent = {
  type: 'NoticeNotified',
  data: { noticeId, notifiedAt: at },
};
export const noticeRetrieved: ApplicationEvent = {
  type: 'NoticeRetrieved',
  data: { noticeId, retrievedAt: at },
};
export const provisionEnded: ApplicationEvent = {
  type: 'ProvisionEnded',
  data: { noticeId, endedAt: at, because: 'not-notified' },
};
export const posted: ApplicationEvent = {
  type: 'NoticePosted',
  data: { decisionVersion: 6, postedOn: '2026-11-20' },
};
/** The fourth day after the posting. */
export const announcedByPost: ApplicationEvent = {
  type: 'AnnouncementEffective',
  data: { decisionVersion: 6, effectiveOn: '2026-11-24', rule: 'post-vwvfg-2025' },
};
/** The day after the retrieval. */
export const announced: ApplicationEvent = {
  type: 'AnnouncementEffective',
  data: { decisionVersion: toGranted.length, effectiveOn: '2026-11-21', rule: 'mailbox-vwvfg-2017' },
};
export const toNotice = [...toGranted, noticeProvided] as const;
export const toAnnounced = [...toNotice, noticeRetrieved, announced] as const;
export const toClosed = [...toAnnounced, closed] as const;
