import { centsOf } from '../app/case/amount';

test.each([
  ['45', 4_500],
  ['45,5', 4_550],
  ['45,00', 4_500],
  ['1.200,01', 120_001],
  ['1200', 120_000],
])('an amount as people write it, %s, is so many cents: %d', (amount, cents) => {
  expect(centsOf(amount)).toBe(cents);
});

test.each(['', '12.50', '1,234', '-5', '1.20', 'zwölf', '5 €'])(
  '%p is no amount: nothing is guessed',
  (amount) => {
    expect(centsOf(amount)).toBeNaN();
  },
);
