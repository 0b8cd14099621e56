import type { ContractData, ContractEventType } from '#contracts';
import { DAY, english, german, nobodyIsTold, type Mail } from './mail';

type PaymentEventType = Extract<ContractEventType, `payment.${string}`>;

interface OfPayment {
  readonly applicationId: string;
  readonly applicantId: string;
}

/** A mail to the applicant about the payment of their application: without amount, method or reason, which stand in the portal. */
const aboutThePayment = {
  importance: 'action',
  to: ({ applicantId, applicationId }: OfPayment) => ({ recipientId: applicantId, applicationId }),
  page: '/antraege',
  usefulMinutes: 5 * DAY,
  urgent: false,
} as const;

/**
 * The mails about payments. The person who pays sees each step on the page before them; they are told of what comes to pass while
 * they look elsewhere.
 */
export const paymentMails = {
  // Before filing the person is led straight to the payment (W16b); afterwards it is news.
  'payment.PaymentRequested': {
    ...aboutThePayment,
    kind: 'payment-requested',
    onlyIf: ({ policy }) => policy !== 'before-filing',
    de: german(
      'Bitte bezahlen Sie die Gebühr',
      'für Ihren Antrag ist eine Gebühr zu bezahlen. Wie hoch sie ist und wie Sie bezahlen, sehen Sie im Serviceportal:',
    ),
    en: english(
      'please pay the fee',
      'there is a fee to be paid for your application. You see its amount and how to pay in the service portal:',
    ),
  },
  'payment.MethodChosen': nobodyIsTold,
  'payment.PaymentRedirected': nobodyIsTold,
  'payment.ProviderAnswered': nobodyIsTold,
  // The pre-notification of SEPA: what is debited and when stands in the portal, as it shall not stand in a mail.
  'payment.PaymentAuthorised': {
    ...aboutThePayment,
    importance: 'receipt',
    kind: 'debit-announced',
    de: german(
      'Ihre Lastschrift ist angekündigt',
      'Sie haben ein Lastschriftmandat erteilt. Betrag, Tag der Abbuchung, Mandatsreferenz und Gläubiger-ID finden Sie im Serviceportal:',
    ),
    en: english(
      'your direct debit is announced',
      'you have given a direct debit mandate. You find the amount, the day of the debit, mandate reference and creditor identifier in the service portal:',
    ),
  },
  'payment.PaymentSettled': {
    ...aboutThePayment,
    importance: 'receipt',
    kind: 'payment-settled',
    de: german(
      'Ihre Zahlung ist eingegangen',
      'Ihre Zahlung ist bei uns eingegangen. Den Beleg finden Sie im Serviceportal:',
    ),
    en: english(
      'we have received your payment',
      'we have received your payment. You find the receipt in the service portal:',
    ),
  },
  'payment.PaymentFailed': nobodyIsTold,
  'payment.PaymentCancelled': nobodyIsTold,
  'payment.PaymentExpired': nobodyIsTold,
  // What ended it is told by the application.
  'payment.PaymentClosed': nobodyIsTold,
  'payment.PaymentReopened': nobodyIsTold,
  'payment.PaymentReassigned': nobodyIsTold,
  'payment.DebitCollected': nobodyIsTold,
  'payment.PaymentReturned': {
    ...aboutThePayment,
    kind: 'payment-returned',
    de: german(
      'Ihre Lastschrift wurde zurückgegeben',
      'Ihre Bank hat die Lastschrift zurückgegeben. Die Gebühr ist wieder offen; Ihr Antrag bleibt gestellt. Wie Sie bezahlen, sehen Sie im Serviceportal:',
    ),
    en: english(
      'your direct debit was returned',
      'your bank has returned the direct debit. The fee is open again; your application stays filed. You see how to pay in the service portal:',
    ),
  },
  'payment.PaymentChargedBack': {
    ...aboutThePayment,
    kind: 'payment-charged-back',
    de: german(
      'Ihre Zahlung wurde zurückgebucht',
      'Ihre Zahlung wurde zurückgebucht. Die Gebühr ist wieder offen; Ihr Antrag bleibt gestellt. Wie Sie bezahlen, sehen Sie im Serviceportal:',
    ),
    en: english(
      'your payment was charged back',
      'your payment was charged back. The fee is open again; your application stays filed. You see how to pay in the service portal:',
    ),
  },
  // Who gets money back is told when it is decided, and reads why in the portal.
  'payment.RefundRequested': nobodyIsTold,
  'payment.RefundApproved': {
    ...aboutThePayment,
    importance: 'change',
    kind: 'refund-approved',
    de: german(
      'Sie bekommen Geld zurück',
      'wir erstatten Ihnen eine Zahlung. Warum und wie viel, sehen Sie im Serviceportal:',
    ),
    en: english(
      'you get money back',
      'we refund a payment of yours. You see why and how much in the service portal:',
    ),
  },
  'payment.RefundRejected': nobodyIsTold,
  'payment.RefundIssued': nobodyIsTold,
  'payment.RefundFailed': nobodyIsTold,
  // Which account, and where it is named, stands in the portal: no mail asks anybody for an IBAN.
  'payment.RefundAccountAsked': {
    ...aboutThePayment,
    kind: 'refund-account-asked',
    de: german(
      'Für Ihre Erstattung brauchen wir eine Angabe',
      'wir erstatten Ihnen eine Zahlung und brauchen dafür noch eine Angabe von Ihnen. Welche, sehen Sie im Serviceportal:',
    ),
    en: english(
      'we need a detail for your refund',
      'we refund a payment of yours and still need a detail from you. You see which one in the service portal:',
    ),
  },
  'payment.RefundAccountReminded': {
    ...aboutThePayment,
    kind: 'refund-account-reminded',
    de: german(
      'Erinnerung: Für Ihre Erstattung fehlt noch eine Angabe',
      'für Ihre Erstattung fehlt noch eine Angabe von Ihnen. Welche, sehen Sie im Serviceportal:',
    ),
    en: english(
      'reminder: a detail for your refund is missing',
      'a detail from you is still missing for your refund. You see which one in the service portal:',
    ),
  },
  'payment.RefundAccountGiven': {
    ...aboutThePayment,
    importance: 'receipt',
    kind: 'refund-account-given',
    de: german(
      'Für Ihre Erstattung liegt eine neue Angabe vor',
      'für Ihre Erstattung wurde eine Angabe gemacht. Wenn Sie das nicht waren, sehen Sie bitte gleich im Serviceportal nach:',
    ),
    en: english(
      'there is a new detail for your refund',
      'a detail was given for your refund. If that was not you, please look into the service portal at once:',
    ),
  },
  // The mailbox has them; that money came, or a mandate was given, has been told.
  'payment.ReceiptIssued': nobodyIsTold,
  'payment.MandateConfirmed': nobodyIsTold,
  'payment.PaymentReconciled': nobodyIsTold,
  'payment.PaymentDiffered': nobodyIsTold,
  'payment.PaymentCorrected': nobodyIsTold,
  'payment.PaymentWrittenOff': nobodyIsTold,
  'payment.CaseAccessed': nobodyIsTold,
} as const satisfies {
  readonly [Type in PaymentEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold;
};
