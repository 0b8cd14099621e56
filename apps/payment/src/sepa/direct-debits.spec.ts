import { faultsOf } from '../../test/bank-files';
import { directDebitFile, type Debit } from './direct-debits';
import { decimal, idOf, referenceOf, sepaText } from './xml-text';

const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const creditor = {
  creditorName: 'Stadt Wuppertal, Stadtkasse',
  iban: 'DE07330500000000100719',
  bic: 'WUPSDE33XXX',
};
const debit = (more: Partial<Debit> = {}): Debit => ({
  ...{ attemptId: id, amountCents: 3_070, mandateReference: 'W-2026-000123-7-1', signedOn: '2026-11-26' },
  ...{ creditorId: 'DE98ZZZ09999999999', holder: 'Jürgen Groß-Łukasz', iban: 'DE02120300000000202051' },
  purpose: 'W-2026-000123-7',
  ...more,
});

async function written(days: Record<string, readonly Debit[]>): Promise<string> {
  const dueDays = Object.entries(days).map(([dueOn, debits]) => ({
    ...{ dueOn, count: debits.length },
    sumCents: debits.reduce((sum, { amountCents }) => sum + amountCents, 0),
  }));
  const collection = { id, createdAt: '2026-11-26T15:00:00.000000Z', creditor };
  const pieces: string[] = [];
  async function* of(dueOn: string): AsyncGenerator<Debit> {
    for (const one of days[dueOn] ?? []) yield await Promise.resolve(one);
  }
  for await (const piece of directDebitFile(collection, dueDays, of)) pieces.push(piece);
  return pieces.join('');
}

test('N7b a collection is valid by the schema of pain.008.001.08, with the sums of each day and of all', async () => {
  const xml = await written({
    '2026-12-10': [debit(), debit({ amountCents: 1, holder: '<&"> 株式会社 //', purpose: 'x'.repeat(300) })],
    '2026-12-11': [debit({ amountCents: 99_999_900, holder: 'ẞ'.repeat(70) })],
  });
  expect(await faultsOf('pain.008.001.08', xml)).toEqual([]);
  expect(xml.match(/<NbOfTxs>\d+<\/NbOfTxs><CtrlSum>[\d.]+<\/CtrlSum>/g)).toEqual([
    '<NbOfTxs>3</NbOfTxs><CtrlSum>1000029.71</CtrlSum>',
    '<NbOfTxs>2</NbOfTxs><CtrlSum>30.71</CtrlSum>',
    '<NbOfTxs>1</NbOfTxs><CtrlSum>999999.00</CtrlSum>',
  ]);
  expect(xml).toContain('<Dbtr><Nm>Juergen Gross-Lukasz</Nm></Dbtr>');
});

test('the schema finds a fault where there is one', async () => {
  const xml = await written({ '2026-12-10': [debit({ iban: 'no account' })] });
  expect(await faultsOf('pain.008.001.08', xml)).not.toEqual([]);
});

test.each([
  ['Müller & Söhne GmbH <x>', 'Mueller Soehne GmbH x'],
  ['//Straße 1//2', 'Strasse 1/2'],
  ['株式会社', '-'],
  ['é'.repeat(80), 'e'.repeat(70)],
])('the text %s is written %s, which every bank takes', (text, plain) => {
  expect(sepaText(text, 70)).toBe(plain);
});

test('amounts are decimals, ids are references and back', () => {
  expect([0, 1, 99, 100, 3_070].map(decimal)).toEqual(['0.00', '0.01', '0.99', '1.00', '30.70']);
  expect(idOf(referenceOf(id))).toBe(id);
  expect(idOf('NOTPROVIDED')).toBeUndefined();
});
