import {
  controlOf,
  dateOfParts,
  datePartsOf,
  typedOf,
  valueOfTyped,
} from '../../../libs/form-fields/src/controls';
import { merged, patchBetween } from '../app/form/merging';

/** What stands in a field, what the form keeps, and how two sides come together: without a browser. */

test.each([
  ['de', '1.234,50', '1234.50'],
  ['de', '1234,5', '1234.5'],
  ['de', '8.69', '8.69'],
  ['de', '1.500', '1500'],
  ['de', '-0,5', '-0.5'],
  ['de', '007', '7'],
  ['de', '1.2.3', '1.2.3'],
  ['de', 'viel', 'viel'],
  ['en', '1,234.50', '1234.50'],
  ['en', '8,69', '8.69'],
  ['en', '1,500', '1500'],
] as const)('a decimal in %s: what is typed as %s is kept as %s', (language, typed, kept) => {
  expect(valueOfTyped('decimal', typed, language)).toBe(kept);
});

test.each([
  ['30,7', 3070],
  ['1.250,50 €', 125_050],
  ['12', 1200],
  ['0,005', '0,005'],
  ['zwölf', 'zwölf'],
  ['9007199254740993', '9007199254740993'],
])('an amount of %s is kept as %s', (typed, kept) => {
  expect(valueOfTyped('money', typed, 'de')).toBe(kept);
});

test.each([
  ['whole', 1234, '1234'],
  ['whole', 'drei', 'drei'],
  ['decimal', '1234.50', '1234,50'],
  ['money', 125_050, '1250,50'],
  ['lines', ['a', 'b'], 'a\nb'],
  ['text', undefined, ''],
] as const)(
  'a kept %s of %j stands in its field as %j, and is read back as it was',
  (control, kept, typed) => {
    expect(typedOf(control, kept, 'de')).toBe(typed);
    expect(valueOfTyped(control, typed, 'de')).toEqual(kept);
  },
);

test.each([
  [['1', '12', '2026'], '2026-12-01'],
  [['', '12', ''], '-12-'],
  [['', '', ''], undefined],
  [['31', '2', '26'], '0026-02-31'],
] as const)('a day typed as %j is kept as %j, half a one as well', ([day, month, year], kept) => {
  expect(dateOfParts(day, month, year)).toBe(kept);
  expect(datePartsOf(kept)).toMatchObject(kept === undefined ? { day: '' } : { month });
});

test('a field is asked for by what its value is', () => {
  const control = (schema: object, options?: object) =>
    controlOf({ schema: { ...schema }, element: { type: 'Control', ...(options && { options }) } });
  expect([
    control({ type: 'string', maxLength: 30 }),
    control({ type: 'string', maxLength: 30 }, { multi: true }),
    control({ type: 'string', 'x-decimal': { places: 2 } }),
    control({ type: 'integer', 'x-money': 'EUR' }),
    control({ type: 'integer' }),
    control({ type: 'number' }),
    control({ type: 'boolean' }),
    control({ type: 'boolean', const: true }),
    control({ type: 'string', enum: ['a', 'b'] }),
    control({ type: 'string', enum: ['a', 'b'] }, { format: 'select' }),
    control({ type: 'array', items: { type: 'string', enum: ['a'] } }),
    control({ type: 'array', items: { type: 'string' } }),
    control({ type: 'object' }),
  ]).toEqual([
    ...['text', 'long-text', 'decimal', 'money', 'whole', 'number', 'yes-no', 'confirm'],
    ...['radios', 'select', 'checkboxes', 'lines', 'raw'],
  ]);
});

test('a patch says what differs, and nothing else', () => {
  const before = { a: 1, b: { c: 'x', d: [1, 2] }, e: 'gone' };
  expect(patchBetween(before, { a: 1, b: { c: 'y', d: [1, 2] }, f: true })).toEqual({
    b: { c: 'y' },
    e: null,
    f: true,
  });
  expect(patchBetween(before, { b: { d: [1, 2], c: 'x' }, e: 'gone', a: 1 })).toBeUndefined();
});

test('what two tabs have changed comes together; where both have, the kept one stands and the other is named', () => {
  const base = { street: 'Alt', number: '1', zone: { name: 'Nord' } };
  expect(
    merged(
      base,
      { street: 'Hier', number: '2', zone: { name: 'Nord' } },
      { street: 'Dort', number: '1', zone: { name: 'Süd' }, note: 'neu' },
    ),
  ).toEqual({
    data: { street: 'Dort', number: '2', zone: { name: 'Süd' }, note: 'neu' },
    clashes: [{ pointer: '/street', mine: 'Hier' }],
  });
});
