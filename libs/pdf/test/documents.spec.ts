import { checkedByVeraPdf, readAloud } from '#testing';
import { copyOfFiled, mandateConfirmation, noticeLetter, paymentReceipt } from '../src';
import { din91379, everyKind, filedCopy, longCopy, mandate, noticeOfRejection, receipt } from './examples';

/** As it was written: where a line ends on paper is no part of it, where a person ended one is. */
const unbroken = (text: string) => text.trim().replaceAll(' \n', ' ').replaceAll('\n', ' ');
const answersOf = async (pdf: Buffer) => {
  const read = await readAloud(pdf);
  return new Map(
    read.flatMap(([role, label], index) =>
      role === 'TH' ? [[unbroken(label), unbroken(read[index + 1]?.[1] ?? '')] as const] : [],
    ),
  );
};

test('R28b every document keeps every rule of PDF/UA-1, however long and whatever is written in it', async () => {
  const pdfs: Record<string, Buffer> = {};
  for (const [name, make] of Object.entries(everyKind)) pdfs[name] = await make();
  expect(await checkedByVeraPdf(pdfs)).toEqual(Object.keys(pdfs).map((name) => `PASS ${name}`));
});

test('R28b the copy reads out every answer with its label, by topic, and what proves it', async () => {
  const read = await readAloud(await copyOfFiled(filedCopy));
  expect(read.map(([role, text]) => [role, unbroken(text)])).toEqual([
    ['P', 'Stadt Duisburg'],
    ['P', 'Bürger-Service'],
    ['P', 'Stadt Duisburg, Bürger-Service, 47049 Duisburg'],
    ['P', 'Besuch: Sonnenwall 73–75, 47051 Duisburg'],
    ['P', 'Telefon 0203 2830'],
    ['P', 'buergerservice@duisburg.example'],
    ['H1', 'Kopie Ihres Antrags: Meldebescheinigung & Auszug <einfach>'],
    [
      'P',
      'Diese Kopie zeigt den Antrag so, wie er gestellt wurde. Die Prüfsumme weist nach, was erklärt wurde; sie steht auch in der Akte.',
    ],
    ['H2', 'Angaben zum Antrag'],
    ['TH', 'Aktenzeichen'],
    ['TD', 'DU-2026-000123-7'],
    ['TH', 'Dienstleistung'],
    ['TD', 'Meldebescheinigung & Auszug <einfach>'],
    ['TH', 'Antragstellende Person'],
    ['TD', 'Erika Müstermann Musterstraße 7 47051 Duisburg'],
    ['TH', 'Abgesendet am'],
    ['TD', '26.11.2026, 08:45:12 Uhr (MEZ, UTC+1)'],
    ['TH', 'Gestellt (eingegangen) am'],
    ['TD', '26.11.2026, 08:45:13 Uhr (MEZ, UTC+1)'],
    ['TH', 'Vertrauensniveau der Anmeldung'],
    ['TD', 'substanziell'],
    ['TH', 'Identitätsnachweis für diese Erklärung'],
    ['TD', 'Online-Ausweis (BundID) 26.11.2026, 08:44:01 Uhr (MEZ, UTC+1) Kennung des Nachweises: b1946ac9'],
    ['TH', 'Prüfsumme der Erklärung (SHA-256)'],
    ['TD', filedCopy.declarationHash],
    ['TH', 'Fassung der Dienstleistung'],
    ['TD', filedCopy.service.version],
    ['H2', 'Person'],
    ['TH', 'Vornamen'],
    ['TD', 'Erika'],
    ['TH', 'Familienname'],
    ['TD', 'Müstermann'],
    ['TH', 'Geburtsdatum'],
    ['TD', '12.08.1964'],
    ['TH', 'Künstlername'],
    ['TD', 'keine Angabe'],
    ['H2', 'Angaben zur Meldebescheinigung'],
    ['TH', 'Umfang'],
    ['TD', 'einfach'],
    ['TH', 'Kaltmiete'],
    ['TD', '1.143,48 €'],
    ['TH', 'Dürfen wir Sie anrufen, wenn Angaben fehlen oder unklar sind?'],
    ['TD', 'ja'],
  ]);
});

test('names in DIN 91379 and long texts come through exactly; what no font has is named by its number', async () => {
  const answers = await answersOf(await copyOfFiled(longCopy));
  // The norm is about NFC: a letter may be written in two ways that mean the same.
  expect(answers.get('Alle Zeichen')?.normalize('NFC')).toBe(din91379.normalize('NFC'));
  expect(answers.get('Was keine Schrift zeigt')).toBe(
    'Grüße [U+1F9FF] und [U+202E]abc[U+0000] [U+05E9][U+05DC][U+05D5][U+05DD]',
  );
  expect(answers.get('Ein Wort')?.replaceAll(' ', '')).toBe(
    'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(12),
  );
  expect(answers.get('Begründung der Ausnahme')).toBe(
    'Wir möchten das Fest wie jedes Jahr auf dem Platz vor der Kirche feiern. '.repeat(220).trim(),
  );
  const numbered = Array.from({ length: 60 }, (_, index) =>
    answers.get(`Angabe ${index + 1}, die eine etwas längere Beschriftung hat`),
  );
  expect(numbered).toEqual(Array.from({ length: 60 }, (_, index) => `Antwort ${index + 1}`));
});

test('law 8: a notice says who decided what, which notice it replaces, and which remedies there are', async () => {
  const read = await readAloud(await noticeLetter(noticeOfRejection));
  expect(read.slice(6).map(([role, text]) => [role, unbroken(text)])).toEqual([
    ['P', 'Erika Müstermann Musterstraße 7 47051 Duisburg'],
    ['H1', 'Bescheid: Bewohnerparkausweis'],
    ['TH', 'Entscheidung'],
    ['TD', 'abgelehnt'],
    ['TH', 'Aktenzeichen'],
    ['TD', 'DU-2026-000123-7'],
    ['TH', 'Ihr Antrag vom'],
    ['TD', '20.11.2026'],
    ['TH', 'Datum'],
    ['TD', '26.11.2026'],
    ['TH', 'Bearbeitet von'],
    ['TD', 'Dirk Lorenz'],
    ['P', 'Dieser Bescheid ersetzt den Bescheid vom 22.11.2026.'],
    ['P', 'Ihrem Antrag kann nicht entsprochen werden.'],
    [
      'P',
      'Gründe Sie sind nach dem Melderegister nicht im Bewohnerparkgebiet gemeldet (§ 45 Abs. 1b Nr. 2a StVO). Die Ausnahme für Zweitwohnungen trifft nicht zu.',
    ],
    ['H2', 'Rechtsbehelfsbelehrung'],
    ['P', noticeOfRejection.legalRemedies],
    ['P', 'Raum für das Siegel'],
  ]);
});

test('a receipt shows each amount and their sum to the cent, in summer time and in English, too', async () => {
  const german = await answersOf(await paymentReceipt(receipt));
  expect(german.get('Bezahlt am')).toBe('26.07.2026, 09:45:12 Uhr (MESZ, UTC+2)');
  expect(german.get('Summe')).toBe('30,70 €');
  const english = await answersOf(await paymentReceipt({ ...receipt, language: 'en' }));
  expect(english.get('Paid on')).toBe('26 July 2026, 09:45:12 (CEST, UTC+2)');
  expect(english.get('Total')).toBe('€30.70');
});

test('the confirmation of a mandate says what is debited, when, by whom and under which reference', async () => {
  const german = await answersOf(await mandateConfirmation(mandate));
  expect([...german]).toEqual([
    ['Mandatsreferenz', 'DU-2026-000123-7-1'],
    ['Zahlungsempfänger', 'Stadt Duisburg, Stadtkasse'],
    ['Gläubiger-ID', 'DE98ZZZ09999999999'],
    ['Art des Mandats', 'Einmalige Zahlung (Basislastschrift)'],
    ['Kontoinhaber*in', 'Erika Müstermann'],
    ['Konto', 'DE02 … 2051'],
    ['Betrag', '30,70 €'],
    ['Tag der Abbuchung', '10.12.2026'],
    ['Erteilt am', '26.11.2026, 08:45:12 Uhr (MEZ, UTC+1)'],
    ['Aktenzeichen', 'DU-2026-000123-7'],
    ['Dienstleistung', 'Bewohnerparkausweis'],
  ]);
  const english = await answersOf(await mandateConfirmation({ ...mandate, language: 'en' }));
  expect(english.get('Day of the debit')).toBe('10 December 2026');
});

test('the same data make the same bytes, whatever was made before', async () => {
  const first = await copyOfFiled(filedCopy);
  await copyOfFiled(longCopy);
  await noticeLetter(noticeOfRejection);
  expect((await copyOfFiled(filedCopy)).equals(first)).toBe(true);
});

test('a word that was laid out before is as wide as it was, also in a font of another scale', async () => {
  const symbols = { ...noticeOfRejection, text: '≈→√ ≈→√ und ≈→√' };
  const first = await noticeLetter(symbols);
  expect((await noticeLetter(symbols)).equals(first)).toBe(true);
});

test('two characters that look alike are told apart, also by who reads them out', async () => {
  const answers = await answersOf(
    await copyOfFiled({
      ...filedCopy,
      topics: [
        {
          answers: [
            { label: 'Zeichen', value: '\u2126 \u03a9 \u212b \u00c5 \u212a K \u1e9e I\u0307 \u0130' },
          ],
        },
      ],
    }),
  );
  expect(answers.get('Zeichen')).toBe('\u2126 \u03a9 \u212b \u00c5 \u212a K \u1e9e I\u0307 \u0130');
});

test.each([
  ['a word without end', 'x'.repeat(100_000)],
  ['marks without end', `a${'\u0301'.repeat(100_000)}`],
  ['what no font has', '\u202e'.repeat(20_000)],
])('%s becomes a document, and others have their turn meanwhile', async (_, value) => {
  let turns = 0;
  // Not by a clock: on a fast machine, or a busy one, a timer is due less often than there is a turn.
  const takeTurn = (): void => {
    turns += 1;
    others = setImmediate(takeTurn);
  };
  let others = setImmediate(takeTurn);
  const answers = Array.from({ length: 3 }, (_each, index) => ({ label: `Angabe ${index}`, value }));
  const pdf = await copyOfFiled({ ...filedCopy, topics: [{ answers }] });
  clearImmediate(others);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(turns).toBeGreaterThanOrEqual(3);
});
