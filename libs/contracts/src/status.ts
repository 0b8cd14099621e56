/**
 * The status a citizen sees, in the words of the vocabulary. The one place where these codes and their labels are
 * written down: the fold, the lists, the mails and the pages all take them from here.
 */
const labels = {
  draft: { de: 'Entwurf', en: 'Draft' },
  submitted: { de: 'Eingereicht', en: 'Submitted' },
  'payment-pending': { de: 'Bezahlung in Bearbeitung', en: 'Payment in progress' },
  filed: { de: 'Eingegangen', en: 'Received' },
  'in-processing': { de: 'In Bearbeitung', en: 'In processing' },
  'action-required': {
    de: 'Rückfrage – Ihre Mitwirkung ist nötig',
    en: 'Query – we need something from you',
  },
  'decided-granted': { de: 'Entschieden: bewilligt', en: 'Decided: granted' },
  'decided-partly': { de: 'Entschieden: teilweise bewilligt', en: 'Decided: partly granted' },
  'decided-rejected': { de: 'Entschieden: abgelehnt', en: 'Decided: rejected' },
  'notice-available': { de: 'Bescheid verfügbar', en: 'Notice available' },
  withdrawn: { de: 'Zurückgezogen', en: 'Withdrawn' },
  expired: { de: 'Abgelaufen', en: 'Expired' },
  closed: { de: 'Abgeschlossen', en: 'Closed' },
} as const;

/** A status code, e.g. `in-processing`. Stored and sent for decades: never rename one. */
export type Status = keyof typeof labels;

/** Every status code, in the order in which a case usually passes through them. */
export const statuses = Object.keys(labels) as readonly Status[];

/** The languages in which a status is named. */
export type Language = 'de' | 'en';

/** What people read for a status code, in their language. */
export function statusLabel(status: Status, language: Language): string {
  return labels[status][language];
}
