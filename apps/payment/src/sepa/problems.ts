import { defineProblems } from '#http';

/** What is wrong with collections and bank statements. */
export const sepaProblems = defineProblems({
  'no-creditor': {
    status: 409,
    title: { de: 'Diese Stadt zieht keine Lastschriften ein.', en: 'This city collects no direct debits.' },
    detail: {
      de: 'In der Datei der Stadt fehlt „payment.directDebit“.',
      en: 'The city’s file lacks “payment.directDebit”.',
    },
  },
  'nothing-to-collect': {
    status: 409,
    title: { de: 'Es ist keine Lastschrift einzuziehen.', en: 'No direct debit is to be collected.' },
  },
  'collection-not-made': {
    status: 409,
    title: { de: 'Diese Sammeldatei ist noch nicht fertig.', en: 'This collection is not complete yet.' },
    detail: {
      de: 'Bitte warten Sie einen Augenblick. Ist sie nach Minuten nicht fertig, legen Sie eine neue an: dann wird diese fertig.',
      en: 'Please wait a moment. If it is not complete after minutes, make a new one: this one is completed then.',
    },
  },
});
