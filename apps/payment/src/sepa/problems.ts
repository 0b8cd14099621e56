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
  'statement-refused': {
    status: 422,
    title: {
      de: 'Diese Datei der Bank wird nicht verbucht.',
      en: 'This file of the bank is not booked.',
    },
    detail: {
      de: 'Nichts aus ihr wurde verbucht. Unter „faults“ steht, in welcher Zeile was nicht stimmt.',
      en: 'Nothing of it was booked. “faults” says in which line what is wrong.',
    },
  },
  'statement-under-way': {
    status: 409,
    title: { de: 'Gerade wird eine andere Datei gelesen.', en: 'Another file is being read.' },
    detail: { de: 'Bitte warten Sie einen Augenblick.', en: 'Please wait a moment.' },
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
