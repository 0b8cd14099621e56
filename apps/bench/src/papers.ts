import type { FiledCopy, NoticeLetter } from '#pdf';

// What the papers that are measured say.

const ofCase = {
  language: 'de',
  reference: 'DU-2026-000123-7',
  letterhead: {
    city: 'Stadt Duisburg',
    office: 'Bürger-Service',
    contact: ['Stadt Duisburg, Bürger-Service, 47049 Duisburg', 'Telefon: 0203 2830'],
    colour: '#004b93',
  },
} as const;
const person = ['Erika Müstermann', 'Musterstraße 7', '47051 Duisburg'];

/** The copy of a form with so many fields. */
export const copyOf = (fields: number): FiledCopy => ({
  ...ofCase,
  service: { title: 'Bewohnerparkausweis', version: 'b5'.repeat(32) },
  applicant: person,
  submittedAt: '2026-11-26T07:45:12.123456Z',
  filedAt: '2026-11-26T07:45:12.123456Z',
  levelOfAssurance: 'substanziell',
  declarationHash: 'a1'.repeat(32),
  topics: Array.from({ length: fields / 6 }, (_, topic) => ({
    title: `Angaben ${topic + 1}`,
    answers: Array.from({ length: 6 }, (_, field) => ({
      label: `Angabe ${field + 1} zum Fahrzeug`,
      value: `Antwort auf die Frage ${topic * 6 + field}, nicht ganz kurz`,
    })),
  })),
});
/** A notice of half a page. */
export const notice: NoticeLetter = {
  ...ofCase,
  recipient: person,
  subject: 'Bewohnerparkausweis',
  filedAt: '2026-11-20T15:42:13.123456Z',
  decidedAt: '2026-11-26T07:45:12.123456Z',
  outcome: 'rejected',
  text: 'Sie sind nach dem Melderegister nicht im Bewohnerparkgebiet gemeldet. '.repeat(12),
  legalRemedies: 'Gegen diesen Bescheid können Sie innerhalb eines Monats Klage erheben.',
  writtenIn: 'de',
};
