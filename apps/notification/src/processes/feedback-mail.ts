import type { WrittenMail } from './mail-text';

/** What feedback is about: the portal, or something in it that somebody cannot use (R24). */
export const feedbackKinds = ['feedback', 'barrier'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** What somebody tells the city of its portal. */
export interface Feedback {
  readonly kind: FeedbackKind;
  readonly message?: string;
  /** From 1 to 5, the best. */
  readonly rating?: number;
  /** Where an answer is wished for. */
  readonly email?: string;
  /** Path of the page that it is about. */
  readonly page?: string;
}

const subjects: Readonly<Record<FeedbackKind, string>> = {
  feedback: 'Rückmeldung zum Serviceportal',
  barrier: 'Barriere im Serviceportal gemeldet',
};

/** The mail in which a city reads feedback. Its subject says nothing that a stranger wrote. */
export function writeFeedback({ kind, message, rating, email, page }: Feedback): WrittenMail {
  const facts = [
    page !== undefined && `Seite: ${page}`,
    rating !== undefined && `Bewertung: ${rating} von 5`,
    `Antwort gewünscht: ${email === undefined ? 'nein' : `ja, an ${email}`}`,
  ].filter((line) => line !== false);
  const text = [...(message === undefined ? [] : [message, '']), '--', ...facts, ''];
  return { subject: subjects[kind], text: text.join('\n') };
}
