import {
  copyOfFiled,
  mandateConfirmation,
  noticeLetter,
  paymentReceipt,
  type FiledCopy,
  type Letterhead,
  type MandateConfirmation,
  type NoticeLetter,
  type PaymentReceipt,
} from '../src';

/** Combining sequences, letters and symbols of DIN 91379 (bll and the further ones), NFC. */
export const din91379 =
  'A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ K͟H K͟h L̂ L̥ L̥̄ L̦ M̀ M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ S̀ S̄ S̛̄ S̱ T̀ T̄ T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ Z̧ a̋ c̀ c̄ c̆ c̈ c̕ c̣ c̦ c̨̆ d̂ f̀ f̄ g̀ h̄ h̦ j́ k̀ k̂ k̄ k̇ k̕ k̛ k̦ k͟h l̂ l̥ l̥̄ l̦ m̀ m̂ m̆ m̐ n̂ n̄ n̆ n̦ p̀ p̄ p̕ p̣ r̆ r̥ r̥̄ s̀ s̄ s̛̄ s̱ t̀ t̄ t̕ t̛ u̇ z̀ z̄ z̆ z̈ z̧ Ç̆ ç̆ Û̄ û̄ ạ̈ Ạ̈ ọ̈ Ọ̈ ụ̈ Ụ̈ ụ̄ Ụ̄ ō̲ Ō̲ č̕ Č̕ č̣ ž̦ Ž̦ ž̧ ĭ̀ ẞ ß Ə ə Ɖ Ð Þ Ŋ ŋ ĸ ı İ ſ Ǧ ʹ ʺ ʾ ʿ ˈ ˌ ’ ‡ € ≈ ≠ ≤ ≥ ∞ √ ← ↑ → ↓ ♪ Ω Ω K Å';

export const letterhead: Letterhead = {
  city: 'Stadt Duisburg',
  office: 'Bürger-Service',
  contact: [
    'Stadt Duisburg, Bürger-Service, 47049 Duisburg',
    'Besuch: Sonnenwall 73–75, 47051 Duisburg',
    'Telefon 0203 2830',
    'buergerservice@duisburg.example',
  ],
  colour: '#004b93',
};

export const filedCopy: FiledCopy = {
  language: 'de',
  letterhead,
  reference: 'DU-2026-000123-7',
  service: { title: 'Meldebescheinigung & Auszug <einfach>', version: 'b5'.repeat(32) },
  applicant: ['Erika Müstermann', 'Musterstraße 7', '47051 Duisburg'],
  submittedAt: '2026-11-26T07:45:12.123456Z',
  filedAt: '2026-11-26T07:45:13.123456Z',
  levelOfAssurance: 'substanziell',
  identityProof: { with: 'Online-Ausweis (BundID)', at: '2026-11-26T07:44:01.123Z', id: 'b1946ac9' },
  declarationHash: 'a1'.repeat(32),
  topics: [
    {
      title: 'Person',
      answers: [
        { label: 'Vornamen', value: 'Erika' },
        { label: 'Familienname', value: 'Müstermann' },
        { label: 'Geburtsdatum', value: '12.08.1964' },
        { label: 'Künstlername', value: '' },
      ],
    },
    {
      title: 'Angaben zur Meldebescheinigung',
      answers: [
        { label: 'Umfang', value: 'einfach' },
        { label: 'Kaltmiete', value: '1.143,48 €' },
        { label: 'Dürfen wir Sie anrufen, wenn Angaben fehlen oder unklar sind?', value: 'ja' },
      ],
    },
  ],
};

export const noticeOfRejection: NoticeLetter = {
  language: 'de',
  letterhead,
  reference: 'DU-2026-000123-7',
  recipient: ['Erika Müstermann', 'Musterstraße 7', '47051 Duisburg'],
  subject: 'Bewohnerparkausweis',
  filedAt: '2026-11-20T15:42:13.123456Z',
  decidedAt: '2026-11-26T07:45:12.123456Z',
  outcome: 'rejected',
  writtenIn: 'de',
  text: 'Ihrem Antrag kann nicht entsprochen werden.\n\nGründe\nSie sind nach dem Melderegister nicht im Bewohnerparkgebiet gemeldet (§ 45 Abs. 1b Nr. 2a StVO). Die Ausnahme für Zweitwohnungen trifft nicht zu.',
  legalRemedies:
    'Gegen diesen Bescheid können Sie innerhalb eines Monats nach seiner Bekanntgabe Klage beim Verwaltungsgericht Düsseldorf, Bastionstraße 39, 40213 Düsseldorf, erheben.',
  decidedBy: 'Dirk Lorenz',
  replacesNoticeOf: '2026-11-22T09:00:00.000000Z',
};

export const receipt: PaymentReceipt = {
  language: 'de',
  letterhead,
  reference: 'DU-2026-000123-7',
  receiptNumber: 'B-2026-000017',
  payer: ['Erika Müstermann'],
  subject: 'Bewohnerparkausweis',
  paidAt: '2026-07-26T07:45:12.123456Z',
  method: 'Kreditkarte',
  paymentReference: 'pay_01JD8Q7',
  positions: [
    { label: 'Gebühr für den Bewohnerparkausweis', amountCents: 3000 },
    { label: 'Auslagen', amountCents: 70 },
  ],
};

export const mandate: MandateConfirmation = {
  language: 'de',
  letterhead,
  reference: 'DU-2026-000123-7',
  recipient: ['Erika Müstermann'],
  subject: 'Bewohnerparkausweis',
  mandateReference: 'DU-2026-000123-7-1',
  creditor: 'Stadt Duisburg, Stadtkasse',
  creditorId: 'DE98ZZZ09999999999',
  accountHolder: 'Erika Müstermann',
  account: 'DE02 … 2051',
  amountCents: 3070,
  signedAt: '2026-11-26T07:45:12.123456Z',
  dueOn: '2026-12-10',
};

/** Sixty answers, long ones, with every letter, and with what no font shows. */
export const longCopy: FiledCopy = {
  ...filedCopy,
  topics: [
    {
      title: 'Namen',
      answers: [
        { label: 'Alle Zeichen', value: din91379 },
        {
          label: 'Was keine Schrift zeigt',
          value: 'Grüße \u{1F9FF} und \u202Eabc\u0000 \u05E9\u05DC\u05D5\u05DD',
        },
        { label: 'Ein Wort', value: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(12) },
        { label: 'Zeilen', value: 'erste\nzweite\r\n\r\nvierte' },
      ],
    },
    {
      title: 'Sechzig Angaben',
      answers: Array.from({ length: 60 }, (_, index) => ({
        label: `Angabe ${index + 1}, die eine etwas längere Beschriftung hat`,
        value: `Antwort ${index + 1}`,
      })),
    },
    {
      title: 'Begründung',
      answers: [
        {
          label: 'Begründung der Ausnahme',
          value: 'Wir möchten das Fest wie jedes Jahr auf dem Platz vor der Kirche feiern. '.repeat(220),
        },
        { label: 'Danach', value: 'Schluss' },
      ],
    },
  ],
};

/** Every kind of document, also where everything that may be missing is missing, and where everything is long. */
export const everyKind: Readonly<Record<string, () => Promise<Buffer>>> = {
  'copy.pdf': () => copyOfFiled(filedCopy),
  'copy-en.pdf': () => copyOfFiled({ ...filedCopy, language: 'en' }),
  'copy-empty.pdf': () =>
    copyOfFiled({
      ...filedCopy,
      applicant: [],
      letterhead: { ...letterhead, contact: [] },
      topics: [{ answers: [] }],
    }),
  'copy-long.pdf': () => copyOfFiled(longCopy),
  'mandate.pdf': () => mandateConfirmation(mandate),
  'mandate-en.pdf': () => mandateConfirmation({ ...mandate, language: 'en', recipient: [] }),
  'notice.pdf': () => noticeLetter(noticeOfRejection),
  'notice-short.pdf': () => {
    const { legalRemedies: _, decidedBy: __, replacesNoticeOf: ___, ...rest } = noticeOfRejection;
    return noticeLetter({ ...rest, language: 'en', outcome: 'granted', recipient: [], text: 'Ja.' });
  },
  'notice-long.pdf': () =>
    noticeLetter({
      ...noticeOfRejection,
      text: `${din91379}\n\n${'Die Voraussetzungen liegen nicht vor. '.repeat(300)}\n\n\n \nZum Schluss \u{1F9FF}.`,
      legalRemedies: 'Gegen diesen Bescheid können Sie klagen. '.repeat(80),
    }),
  'receipt.pdf': () => paymentReceipt(receipt),
  'receipt-long.pdf': () =>
    paymentReceipt({
      ...receipt,
      language: 'en',
      positions: Array.from({ length: 90 }, (_, index) => ({
        label: `${din91379.slice(0, 60)} ${index}`,
        amountCents: index,
      })),
    }),
};
