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
  'nothing-to-transfer': {
    status: 409,
    title: { de: 'Es ist nichts zu überweisen.', en: 'There is nothing to transfer.' },
    detail: {
      de: 'Erstattungen, deren Konto nicht bekannt ist, brauchen eines: „accounts“.',
      en: 'Refunds whose account is not known need one: “accounts”.',
    },
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
  'bank-order-not-made': {
    status: 409,
    title: {
      de: 'Diese Datei für die Bank ist noch nicht fertig.',
      en: 'This file for the bank is not complete yet.',
    },
    detail: {
      de: 'Bitte warten Sie einen Augenblick. Ist sie nach Minuten nicht fertig, legen Sie eine neue an: dann wird diese fertig.',
      en: 'Please wait a moment. If it is not complete after minutes, make a new one: this one is completed then.',
    },
  },
});
