import type { Language } from '#contracts';

/** Where staff read what they are told of. */
export const pageOfStaff = '/hinweise';

/** The words of a mail: no word is variable (D22). */
export interface Words {
  /** Which kind of change it tells of, never what is in it. */
  readonly subject: string;
  /** Leads to the link below it. */
  readonly sentence: string;
  /** Stands below the link. */
  readonly closing: string;
}

/** A citizen who is told about their case. */
export interface Applicant {
  readonly recipientId: string;
  readonly applicationId: string;
  /** Where the event names it. */
  readonly reference?: string;
}

/** Somebody who is told about their account. */
export interface AccountHolder {
  readonly recipientId: string;
}

/** Who gets a mail; only ids: what the address is, identity is asked when the mail is sent. */
export type Recipient = Applicant | AccountHolder | { readonly linkId: string };

/**
 * How much a mail matters to its reader, most first. A mail that tells of several changes has the subject of the most
 * important one, and of the later one where two matter as much.
 *
 * - `action`: something is asked of them, with a deadline or in front of the screen. Never held back.
 * - `notice`: periods of law begin with it, the person is notified on the day of its provision (law 1). Never held back.
 * - `outcome`: the notice about it follows within moments and takes it along; alone it goes only where none does.
 * - `message`, `receipt`, `change`: the first goes at once, what follows within a minute is gathered.
 */
export const importances = ['action', 'notice', 'outcome', 'message', 'receipt', 'change'] as const;
export type Importance = (typeof importances)[number];

/** A mail that an event with this data may lead to. */
export interface Mail<Data> extends Readonly<Record<Language, Words>> {
  /** What the mail is about. Stored: never rename one. */
  readonly kind: string;
  readonly importance: Importance;
  readonly to: (data: Data) => Recipient;
  /** Whether this event leads to the mail at all. */
  readonly onlyIf?: (data: Data) => boolean;
  /** Says that the application has been received as well, where nothing has said so before (N6). */
  readonly confirmsFiling?: true;
  /**
   * Page that the link leads to: of the portal, of the case in the first two, else of the account; of the back-office the last one.
   * Absent where the link is one that identity made.
   */
  readonly page?: '/antraege' | '/postkorb' | '/meine-daten' | typeof pageOfStaff;
  /** Minutes after which the mail is of no use any more and is not sent. */
  readonly usefulMinutes: number;
  /** Sent before all others: somebody sits in front of the screen and waits for it. */
  readonly urgent: boolean;
}

const forPrivacy = {
  de: 'Aus Gründen des Datenschutzes steht in dieser E-Mail nichts Näheres.',
  en: 'To protect your data, this e-mail says nothing more.',
};

/** German words. */
export function german(subject: string, sentence: string, closing: string = forPrivacy.de): Words {
  return { subject, sentence, closing };
}

/** English words. */
export function english(subject: string, sentence: string, closing: string = forPrivacy.en): Words {
  return { subject, sentence, closing };
}

/** This event is told to nobody by mail. */
export const nobodyIsTold = null;

/** In minutes. */
export const DAY = 24 * 60;

interface OfCase {
  readonly applicationId: string;
  readonly applicantId: string;
  readonly reference?: string;
}

/** A mail to the applicant about their case. */
export const aboutTheCase = {
  to: ({ applicantId, applicationId, reference }: OfCase): Applicant => ({
    recipientId: applicantId,
    applicationId,
    ...(reference !== undefined && { reference }),
  }),
  page: '/antraege',
  usefulMinutes: 5 * DAY,
  urgent: false,
} as const;
