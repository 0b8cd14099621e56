import { defineProblems } from '#http';
import { commandProblems } from './commands';

/** The problems that only the payment service has: the refusals of its commands; their words stand with them. */
export const paymentProblems = defineProblems({
  ...commandProblems,
  'payment-unknown': {
    status: 409,
    title: { de: 'Zu diesem Auftrag ist nichts zu bezahlen.', en: 'There is nothing to pay for this order.' },
  },
});
