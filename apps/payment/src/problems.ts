import { defineProblems } from '#http';
import { commandProblems } from './commands';

/** The problems that only the payment service has: the refusals of its commands; their words stand with them. */
export const paymentProblems = defineProblems({
  ...commandProblems,
  'payment-provider-away': {
    status: 503,
    retryAfter: 30,
    title: {
      de: 'Der Zahlungsanbieter antwortet gerade nicht.',
      en: 'The payment provider does not answer at present.',
    },
    detail: {
      de: 'Es wurde nichts abgebucht. Bitte versuchen Sie es in einer halben Minute noch einmal, oder wählen Sie eine andere Zahlungsart.',
      en: 'Nothing was charged. Please try again in half a minute, or choose another method.',
    },
  },
  'payment-refused-by-provider': {
    status: 409,
    title: {
      de: 'Der Zahlungsanbieter hat diese Zahlung nicht angenommen.',
      en: 'The payment provider did not accept this payment.',
    },
    detail: {
      de: 'Bitte wählen Sie eine andere Zahlungsart, oder beginnen Sie die Zahlung noch einmal.',
      en: 'Please choose another method, or begin the payment again.',
    },
  },
  'callback-refused': {
    status: 400,
    title: { de: 'Dieser Meldung wird nicht geglaubt.', en: 'This callback is not believed.' },
  },
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
