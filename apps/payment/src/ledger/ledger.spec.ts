import fc from 'fast-check';
import { cell, csvLines, germanCents } from './csv';
import type { Booking } from './ledger';
import { sharesOf } from './movements';

const item = fc.record({
  accountingKey: fc.constantFrom('1220.4310', '1220.4311', '3300.4310'),
  totalCents: fc.nat(99_999_900),
});

test('what is booked by accounting key is what came in or went out, to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_900, max: 99_999_900 }), fc.array(item), (amountCents, items) => {
      const booked = sharesOf(amountCents, items).reduce((sum, share) => sum + share.amountCents, 0);
      expect(booked).toBe(amountCents);
    }),
  );
});

test('the last running total is the sum of all lines, in cents', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -99_999_900, max: 99_999_900 }), { minLength: 1 }), (amounts) => {
      const lines = [...csvLines(amounts.map(booking), () => ({ de: 'Ausweis', en: 'Card' }))].slice(1);
      const cents = (line: string, column: number) =>
        Number(line.trim().split(';').at(column)?.replace(',', ''));
      const sum = amounts.reduce((total, one) => total + one, 0);
      expect(lines.map((line) => cents(line, -2))).toEqual(amounts);
      expect(cents(lines.at(-1)!, -1)).toBe(sum);
    }),
  );
});

test('German numbers, and no cell that a spreadsheet would run', () => {
  expect([0, 5, -5, 3_070, -123_456].map(germanCents)).toEqual([
    '0,00',
    '0,05',
    '-0,05',
    '30,70',
    '-1234,56',
  ]);
  expect(['=1+1', '+49', '-2', '@SUM(A1)', '\tx', 'a;b', 'sagt "ja"'].map(cell)).toEqual([
    ...["'=1+1", "'+49", "'-2", "'@SUM(A1)", "'\tx", '"a;b"', '"sagt ""ja"""'],
  ]);
});

test('a line has its day in Berlin, its kind and where it is booked', () => {
  expect([...csvLines([booking(3_070)], () => ({ de: 'Ausweis', en: 'Card' }))]).toEqual([
    '\uFEFFBuchungstag;Wertstellung;Vorgang;Aktenzeichen;Kassenzeichen;Zahlungsart;Amt;Leistung;Haushaltsstelle;Betrag;Laufende Summe\r\n',
    '02.12.2026;01.12.2026;Zahlung;DU-2026-000123-7;KZ-1;Kreditkarte;buergerservice;Ausweis;1220.4310;30,70;30,70\r\n',
  ]);
});

function booking(amountCents: number): Booking {
  return {
    ...{ bookedAt: '2026-12-01T23:30:00.000000Z', valueAt: '2026-12-01T09:00:00.000000Z', kind: 'in' },
    ...{ reference: 'DU-2026-000123-7', office: 'buergerservice', serviceKey: 'ausweis' },
    ...{ method: 'credit-card', transactionReference: 'KZ-1', accountingKey: '1220.4310', amountCents },
  };
}
