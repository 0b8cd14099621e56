/** What a mail is about. Storage format: never rename one. */
export const mailKinds = [
  'sign-in-link',
  'application-filed',
  'status-changed',
  'action-required',
  'new-message',
  'notice-available',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** Which mail an event leads to. */
export interface MailRule {
  readonly kind: MailKind;
  /** Only where the event's data has these values. */
  readonly onlyIf?: Readonly<Record<string, string | boolean>>;
  /** Minutes after which the mail is of no use any more and is not sent. */
  readonly usefulMinutes: number;
  /** Sent before all others: somebody sits in front of the screen and waits for it. */
  readonly urgent: boolean;
}

const DAY = 24 * 60;
const onStatusChange: MailRule = {
  kind: 'status-changed',
  onlyIf: { statusChanged: true },
  usefulMinutes: 5 * DAY,
  urgent: false,
};

/**
 * The mails of the system by type of contract event (D10, D22, W14, N5, N6): a mail goes to the citizen when the status
 * changed or the office wrote, and to nobody else. `ApplicationDrafted` and `ApplicationSubmitted` have none: the citizen
 * has just done that, and filing, or the request to pay, follows.
 */
export const mailRules: Readonly<Record<string, MailRule>> = {
  'identity.SignInLinkRequested': { kind: 'sign-in-link', usefulMinutes: 15, urgent: true },
  'application.ApplicationFiled': { ...onStatusChange, kind: 'application-filed' },
  'application.CaseAssigned': onStatusChange,
  'application.ProcessingStarted': onStatusChange,
  'application.CaseForwarded': onStatusChange,
  'application.DocumentsRequested': { ...onStatusChange, kind: 'action-required' },
  'application.DocumentsSupplied': onStatusChange,
  'application.DecisionIssued': onStatusChange,
  'application.EntryCorrected': onStatusChange,
  'application.NoticeProvided': { ...onStatusChange, kind: 'notice-available' },
  'application.ApplicationWithdrawn': onStatusChange,
  'application.CaseClosed': onStatusChange,
  'application.CaseReopened': onStatusChange,
  'mailbox.MessageWritten': {
    kind: 'new-message',
    onlyIf: { recipient: 'citizen' },
    usefulMinutes: 5 * DAY,
    urgent: false,
  },
};

/** The rule that an event falls under, or undefined where it leads to no mail. */
export function mailRuleFor(event: { readonly type: string; readonly data: unknown }): MailRule | undefined {
  const rule = mailRules[event.type];
  if (rule === undefined) return undefined;
  const data = event.data as Readonly<Record<string, unknown>>;
  const applies = Object.entries(rule.onlyIf ?? {}).every(([field, value]) => data[field] === value);
  return applies ? rule : undefined;
}

/** Milliseconds until the next attempt after this many: 1 s, doubling, at most 30 s, so that mail flows again soon after an outage. */
export function delayAfter(attempts: number): number {
  return Math.min(1_000 * 2 ** Math.max(0, attempts - 1), 30_000);
}
