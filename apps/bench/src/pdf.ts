import { copyOfFiled, noticeLetter, type FiledCopy, type NoticeLetter } from '#pdf';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';

/**
 * What the papers of a case cost: CPU time and bytes of the copy of a form with 12 and with 60 fields, and of a notice; and what
 * the first one of a process costs, which reads the fonts.
 *
 * npm run bench -- pdf
 */
const warmUp = 10;
const rounds = 100;

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

const copyOf = (fields: number): FiledCopy => ({
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
const notice: NoticeLetter = {
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

benchmark(async () => {
  const first = await measured(() => copyOfFiled(copyOf(12)), 1);
  report('the first one is made');
  const papers = {
    'copy, 12 fields': () => copyOfFiled(copyOf(12)),
    'copy, 60 fields': () => copyOfFiled(copyOf(60)),
    notice: () => noticeLetter(notice),
  };
  const figures = [{ what: 'first copy of a process, CPU', value: first.cpuMs, unit: ' ms' }];
  for (const [what, make] of Object.entries(papers)) {
    await measured(make, warmUp);
    const { cpuMs, bytes } = await measured(make, rounds);
    figures.push({ what: `${what}, CPU`, value: cpuMs, unit: ' ms' });
    figures.push({ what: `${what}, size`, value: bytes, unit: ' bytes' });
    report(what);
  }
  printFigures(figures);
  return keep('pdf', { rounds, figures });
});

/** CPU time of one, in ms, of all threads; and its size. */
async function measured(make: () => Promise<Buffer>, times: number) {
  const before = process.cpuUsage();
  let bytes = 0;
  for (let nth = 0; nth < times; nth += 1) bytes = (await make()).length;
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000 / times, bytes };
}
