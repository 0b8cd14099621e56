import type { Method, Status } from './transactions';

export type Language = 'de' | 'en';

/** What somebody can let happen to a payment that is open. */
export const choices = ['pay', 'cancel', 'fail', 'stall', 'pay-late', 'answer-twice'] as const;
export type Choice = (typeof choices)[number];

interface Words {
  readonly title: string;
  readonly to: string;
  readonly amount: string;
  readonly purpose: string;
  readonly positions: string;
  readonly number: string;
  readonly state: string;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly method: string;
  readonly methods: Readonly<Record<Method, string>>;
  readonly what: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly seconds: string;
  readonly later: string;
  readonly change: string;
  readonly payAfterAll: string;
  readonly chargeBack: string;
  readonly away: string;
  readonly awayHint: string;
  readonly goAway: string;
  readonly back: string;
  readonly otherLanguage: string;
  readonly standIn: string;
  readonly unknown: string;
  readonly none: string;
  readonly latest: string;
}

/** What the pages say. */
export const words: Readonly<Record<Language, Words>> = {
  de: {
    title: 'Bezahlen',
    to: 'An',
    amount: 'Betrag',
    purpose: 'Verwendungszweck',
    positions: 'Positionen',
    number: 'Kassenzeichen',
    state: 'Stand',
    statuses: {
      initial: 'offen',
      paid: 'bezahlt',
      cancelled: 'abgebrochen',
      failed: 'gescheitert',
      'charged-back': 'zurückgebucht',
    },
    method: 'Womit bezahlen Sie?',
    methods: {
      'credit-card': 'Kreditkarte',
      paypal: 'PayPal',
      giropay: 'giropay',
      paydirekt: 'Paydirekt',
      other: 'Anders',
    },
    what: 'Was geschieht?',
    choices: {
      pay: 'Bezahlen',
      cancel: 'Abbrechen',
      fail: 'Scheitern lassen',
      stall: 'Offen lassen und zurückgehen',
      'pay-late': 'Zurückgehen, später bezahlen',
      'answer-twice': 'Bezahlen, zweimal melden',
    },
    seconds: 'Sekunden bis zur späten Zahlung',
    later: 'Bezahlt wird um',
    change: 'Es anders kommen lassen',
    payAfterAll: 'Doch noch bezahlen',
    chargeBack: 'Zurückbuchen',
    away: 'Den Zahlungsdienst ausfallen lassen',
    awayHint: 'Das gilt für alle Zahlungen, so viele Sekunden lang:',
    goAway: 'Ausfallen lassen',
    back: 'Zurück zur Seite der Stadt',
    otherLanguage: 'In English',
    standIn: 'Hier steht bei einer Stadt der echte Zahlungsdienst. Es fließt kein Geld.',
    unknown: 'Diese Zahlung gibt es nicht.',
    none: 'Es gibt noch keine Zahlung.',
    latest: 'Die neuesten Zahlungen',
  },
  en: {
    title: 'Pay',
    to: 'To',
    amount: 'Amount',
    purpose: 'Purpose',
    positions: 'Items',
    number: 'Cash reference',
    state: 'State',
    statuses: {
      initial: 'open',
      paid: 'paid',
      cancelled: 'cancelled',
      failed: 'failed',
      'charged-back': 'charged back',
    },
    method: 'How do you pay?',
    methods: {
      'credit-card': 'Credit card',
      paypal: 'PayPal',
      giropay: 'giropay',
      paydirekt: 'Paydirekt',
      other: 'Otherwise',
    },
    what: 'What happens?',
    choices: {
      pay: 'Pay',
      cancel: 'Cancel',
      fail: 'Let it fail',
      stall: 'Leave it open and go back',
      'pay-late': 'Go back, pay later',
      'answer-twice': 'Pay, report it twice',
    },
    seconds: 'Seconds until the late payment',
    later: 'It is paid at',
    change: 'Change its mind',
    payAfterAll: 'Pay after all',
    chargeBack: 'Charge back',
    away: 'Let the payment service go away',
    awayHint: 'This concerns all payments, for so many seconds:',
    goAway: 'Go away',
    back: "Back to the city's page",
    otherLanguage: 'Auf Deutsch',
    standIn: 'At a city the real payment service stands here. No money is moved.',
    unknown: 'There is no such payment.',
    none: 'There is no payment yet.',
    latest: 'The latest payments',
  },
};
