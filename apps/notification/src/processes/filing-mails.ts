import type { ContractData, ContractEventType } from '#contracts';
import { aboutTheCase, english, german, nobodyIsTold, type Mail } from './mail';

/** Of the events of a case those about its fee. */
export type FilingEventType = Extract<
  ContractEventType,
  | `application.Filing${string}`
  | `application.Submission${string}`
  | 'application.FeeFixed'
  | 'application.PaymentFollowed'
  | 'application.PaymentNoted'
  | 'application.PaymentReminded'
  | 'application.RefundAsked'
  | 'application.RefundNoted'
>;

/** The mails about an application and the fee for it: what ends it, lets it stand again, or gives the money back. */
export const filingMails = {
  // They have just done that.
  'application.SubmissionTakenBack': nobodyIsTold,
  'application.PaymentReminded': {
    ...aboutTheCase,
    kind: 'payment-reminded',
    importance: 'action',
    de: german(
      'Bitte denken Sie an die Gebühr',
      'die Gebühr für Ihren Antrag ist noch nicht bezahlt. Bis wann und wie Sie bezahlen können, sehen Sie im Serviceportal:',
    ),
    en: english(
      'please remember the fee',
      'the fee for your application has not been paid yet. You see until when and how you can pay in the service portal:',
    ),
  },
  'application.SubmissionExpired': {
    ...aboutTheCase,
    kind: 'submission-expired',
    importance: 'change',
    de: german(
      'Ihr Antrag ist abgelaufen',
      'die Gebühr für Ihren Antrag wurde nicht rechtzeitig bezahlt; er ist deshalb abgelaufen. Haben Sie schon bezahlt und kommt das Geld innerhalb von 30 Tagen an, gilt er wieder. Den Stand sehen Sie im Serviceportal:',
    ),
    en: english(
      'your application has expired',
      'the fee for your application was not paid in time, so it has expired. If you have paid and the money arrives within 30 days, it stands again. You see its status in the service portal:',
    ),
  },
  'application.SubmissionRevived': {
    ...aboutTheCase,
    kind: 'submission-revived',
    importance: 'change',
    de: german(
      'Ihr Antrag gilt wieder',
      'Ihre Zahlung ist doch noch eingegangen; Ihr Antrag gilt wieder. Als wann er gestellt ist, sehen Sie im Serviceportal:',
    ),
    en: english(
      'your application stands again',
      'your payment has arrived after all; your application stands again. You see as of when it is filed in the service portal:',
    ),
  },
  'application.RefundNoted': {
    ...aboutTheCase,
    kind: 'refund-noted',
    importance: 'change',
    de: german(
      'Ihre Zahlung kam für einen Antrag, der nicht mehr besteht',
      'Ihre Zahlung ist eingegangen, aber der Antrag, für den sie war, besteht so nicht mehr. Sie bekommen das Geld zurück; warum, lesen Sie im Serviceportal:',
    ),
    en: english(
      'your payment was for an application that no longer stands',
      'your payment has arrived, but the application that it was for no longer stands as it was. You get the money back; you read why in the service portal:',
    ),
  },
  // The payment service asks for it.
  'application.FeeFixed': nobodyIsTold,
  'application.PaymentNoted': nobodyIsTold,
  // The case says all of these.
  'application.FilingBegan': nobodyIsTold,
  'application.PaymentFollowed': nobodyIsTold,
  'application.FilingReminded': nobodyIsTold,
  'application.FilingReached': nobodyIsTold,
  'application.FilingEnded': nobodyIsTold,
  'application.FilingRevived': nobodyIsTold,
  'application.RefundAsked': nobodyIsTold,
} as const satisfies {
  readonly [Type in FilingEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold;
};
