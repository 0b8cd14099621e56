import { camt053, pain002, type StatedEntry } from '../../test/bank-files';
import { centsOf, mostMovements, StatementReader } from './statement';

const id = '0197a3c25b1e7c449f0e2f7d7a4c1b11';
function read(xml: string, pieceLength = 7) {
  const reader = new StatementReader('DE07330500000000100719');
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += pieceLength) reader.read(bytes.subarray(at, at + pieceLength));
  return reader.end();
}
const paid: StatedEntry = { amount: '30.70', endToEndId: id };

test.each(['08', '02'] as const)(
  'camt.053.001.%s says what was booked, given back, and is not ours',
  (version) => {
    const { kind, movements, faults } = read(
      camt053(
        [
          paid,
          { amount: '30.70', endToEndId: id, direction: 'DBIT', returned: 'AC04' },
          { amount: '61.40', batch: `${id}-1` },
          { amount: '5', direction: 'DBIT' },
          { ...paid, status: 'PDNG' },
        ],
        { version },
      ),
    );
    expect([kind, faults]).toEqual(['statement', []]);
    const bookedOn = '2026-12-10';
    expect(movements.map(({ line: _, ...movement }) => movement)).toEqual([
      { kind: 'in', amountCents: 3_070, endToEndId: id, bookedOn },
      { kind: 'returned', amountCents: 3_070, endToEndId: id, reasonCode: 'AC04', bookedOn },
      { kind: 'in', amountCents: 6_140, batch: `${id}-1`, bookedOn },
      { kind: 'out', amountCents: 500, bookedOn },
    ]);
  },
);

test.each(['10', '03'] as const)('pain.002.001.%s says what was rejected', (version) => {
  expect(read(pain002([id], { version }))).toMatchObject({
    kind: 'status',
    faults: [],
    movements: [{ kind: 'rejected', endToEndId: id, reasonCode: 'AC01', bookedOn: '2026-12-09' }],
  });
});

const totals = (count: number, sum: string) =>
  `<TxsSummry><TtlNtries><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></TtlNtries></TxsSummry>`;
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;

test('a file that agrees with its sums and balances may be booked', () => {
  const summary = totals(1, '30.70');
  const balances = balance('OPBD', '100.00') + balance('CLBD', '130.70');
  expect(read(camt053([paid], { summary, balances })).faults).toEqual([]);
});

test.each([
  [
    'another sum',
    camt053([paid], { summary: totals(1, '30.71') }),
    { what: 'sum', stated: '30.71', found: '30.70' },
  ],
  [
    'another number',
    camt053([paid], { summary: totals(2, '30.70') }),
    { what: 'count', stated: '2', found: '1' },
  ],
  [
    'another balance',
    camt053([paid], { balances: balance('OPBD', '1.00') + balance('CLBD', '2.00') }),
    { what: 'balance', stated: '2.00', found: '31.70' },
  ],
  [
    'an entry that is not the sum of its details',
    camt053([paid]).replace('<Ntry><Amt Ccy="EUR">30.70', '<Ntry><Amt Ccy="EUR">30.71'),
    { what: 'sum', stated: '30.71', found: '30.70' },
  ],
  ['another account', camt053([paid], { iban: 'DE02120300000000202051' }), { what: 'account' }],
  ['a negative amount', camt053([{ ...paid, amount: '-30.70' }]), { what: 'amount', found: '-30.70' }],
  ['an amount that overflows', camt053([{ ...paid, amount: '9'.repeat(30) }]), { what: 'amount' }],
  ['a part of a cent', camt053([{ ...paid, amount: '30.701' }]), { what: 'amount' }],
  ['another currency', camt053([{ ...paid, currency: 'USD' }]), { what: 'currency', found: 'USD' }],
  ['another message', camt053([paid]).replace('camt.053', 'camt.054'), { what: 'unknown-message' }],
  ['the end cut off', camt053([paid]).slice(0, -30), { what: 'unreadable' }],
  ['nothing', '', { what: 'unreadable' }],
  ['no XML', '<html><body>Service unavailable', { what: 'unknown-message' }],
  [
    'a document type with entities',
    camt053([paid]).replace('<Document', '<!DOCTYPE Document [<!ENTITY x "y">]><Document'),
    { what: 'unreadable' },
  ],
  ['an entity', camt053([{ ...paid, endToEndId: '&x;' }]), { what: 'unreadable' }],
  ['elements without end', camt053([]).replace('</Stmt>', '<a>'.repeat(100)), { what: 'unreadable' }],
])('a file with %s is refused, and its line is named', (_, xml, fault) => {
  const { faults } = read(xml);
  expect(faults[0]).toMatchObject(fault);
  expect(faults[0]?.line).toBeGreaterThan(0);
});

test('a hundred thousand entries are read, and not one more', () => {
  const xml = camt053(Array.from({ length: mostMovements }, () => paid));
  const whole = read(xml, 65_536);
  expect([whole.movements.length, whole.faults]).toEqual([mostMovements, []]);
  const [entry = ''] = /<Ntry>.*<\/Ntry>/.exec(xml) ?? [];
  expect(read(xml.replace('</Stmt>', `${entry}</Stmt>`), 65_536).faults).toMatchObject([
    { what: 'too-many' },
  ]);
});

test.each([
  ['30.70', 3_070],
  ['5', 500],
  ['0.5', 50],
  ['1.50000', 150],
  ['1.', undefined],
  ['1e3', undefined],
  ['1,00', undefined],
])('the amount %s is %s cents', (text, cents) => {
  expect(centsOf(text)).toBe(cents);
});
