import type { AlertMail, ToldKind } from '#contracts';
import { DAY, english, german, type AccountHolder, type Mail } from './mail';

/** A mail to somebody of the staff: that there is something new in their cases, and nothing of what or whose it is. */
const aboutTheWork = {
  importance: 'change',
  to: ({ personId }: AlertMail): AccountHolder => ({ recipientId: personId }),
  page: '/hinweise',
  usefulMinutes: DAY,
  urgent: false,
} as const;

const forPrivacy = {
  de: 'Aus Gründen des Datenschutzes steht in dieser E-Mail nichts Näheres. Welche Hinweise Sie per E-Mail erhalten, wählen Sie auf derselben Seite.',
  en: 'To protect personal data, this e-mail says nothing more. On the same page you choose what you are told by e-mail.',
};
const words = (de: string, en: string) => ({
  de: german(de, `${de}. Näheres lesen Sie hier:`, forPrivacy.de),
  en: english(en, `${en}. Read more here:`, forPrivacy.en),
});

/** What staff are told by mail where they want it, by what they are told of. */
export const alertMails = {
  assigned: {
    kind: 'alert-assigned',
    ...aboutTheWork,
    ...words('Ein Vorgang wurde Ihnen zugewiesen', 'A case was assigned to you'),
  },
  taken: {
    kind: 'alert-taken',
    ...aboutTheWork,
    ...words('Ein Vorgang liegt nicht mehr bei Ihnen', 'A case is no longer yours'),
  },
  task: {
    kind: 'alert-task',
    ...aboutTheWork,
    ...words('Sie haben eine Aufgabe', 'You have a task'),
  },
  document: {
    kind: 'alert-document',
    ...aboutTheWork,
    ...words('Zu einem Vorgang ist etwas eingegangen', 'Something was handed in for a case'),
  },
  answer: {
    kind: 'alert-answer',
    ...aboutTheWork,
    ...words('Zu einem Vorgang gibt es eine Antwort', 'There is an answer in a case'),
  },
  date: {
    kind: 'alert-date',
    ...aboutTheWork,
    ...words('Ein Zieldatum ist nahe oder überschritten', 'A target date is near or past'),
  },
  resubmission: {
    kind: 'alert-resubmission',
    ...aboutTheWork,
    ...words('Ein Vorgang liegt zur Wiedervorlage', 'A case comes up again'),
  },
  approval: {
    kind: 'alert-approval',
    ...aboutTheWork,
    ...words('Ein Vorschlag wartet auf Ihre Mitzeichnung', 'A proposal waits for your approval'),
  },
  approved: {
    kind: 'alert-approved',
    ...aboutTheWork,
    ...words('Ein Vorschlag von Ihnen wurde mitgezeichnet', 'A proposal of yours was approved'),
  },
  'sent-back': {
    kind: 'alert-sent-back',
    ...aboutTheWork,
    ...words('Ein Vorschlag von Ihnen wurde zurückgegeben', 'A proposal of yours was sent back'),
  },
} as const satisfies Readonly<Record<ToldKind, Mail<AlertMail>>>;
