import type { Language } from '#contracts';

/** The words of a mail. `{tenant}` and `{link}` are the only placeholders (D22). */
export interface Words {
  readonly subject: string;
  /** Lines. */
  readonly text: readonly string[];
}

/** Who gets a mail; only ids: what the address is, identity is asked when the mail is sent. */
export type Recipient =
  { readonly recipientId: string; readonly applicationId: string } | { readonly linkId: string };

/** A mail that an event with this data may lead to. */
export interface Mail<Data> extends Readonly<Record<Language, Words>> {
  /** What the mail is about. Stored: never rename one. */
  readonly kind: string;
  readonly to: (data: Data) => Recipient;
  /** Whether this event leads to the mail at all. */
  readonly onlyIf?: (data: Data) => boolean;
  /** Page of the case that the link leads to; absent where the link is one that identity made. */
  readonly page?: '' | '/messages';
  /** Minutes after which the mail is of no use any more and is not sent. */
  readonly usefulMinutes: number;
  /** Sent before all others: somebody sits in front of the screen and waits for it. */
  readonly urgent: boolean;
}

const forPrivacy = {
  de: 'Aus Gründen des Datenschutzes steht in dieser E-Mail nichts Näheres.',
  en: 'To protect your data, this e-mail says nothing more.',
};

/** German words. @param sentence leads to the link below it; @param closing stands below the link. */
export function german(subject: string, sentence: string, closing: string = forPrivacy.de): Words {
  return letter('Guten Tag,', subject, sentence, closing);
}

/** English words, as `german`. */
export function english(subject: string, sentence: string, closing: string = forPrivacy.en): Words {
  return letter('Hello,', subject, sentence, closing);
}

function letter(greeting: string, subject: string, sentence: string, closing: string): Words {
  return {
    subject: `{tenant}: ${subject}`,
    text: [greeting, '', sentence, '{link}', '', closing, '', '{tenant}'],
  };
}
