import { defineProblems } from '#http';
import { commandProblems } from './commands';

/** The problems that only the payment service has: the refusals of its commands; their words stand with them. */
export const paymentProblems = defineProblems({
  ...commandProblems,
  'order-not-believed': {
    status: 400,
    title: { de: 'Dieser Zahlungsauftrag ist nicht echt.', en: 'This order is not genuine.' },
    detail: {
      de: 'Bitte öffnen Sie Ihren Antrag noch einmal und bezahlen Sie von dort aus.',
      en: 'Please open your application again and pay from there.',
    },
  },
  'payment-unknown': {
    status: 409,
    title: { de: 'Zu diesem Auftrag ist nichts zu bezahlen.', en: 'There is nothing to pay for this order.' },
  },
});
