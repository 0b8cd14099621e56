import * as fc from 'fast-check';
import {
  compileFee,
  compileForm,
  feeOf,
  sumOf,
  taxWithin,
  type FeeRules,
  type WrittenFee,
  type WrittenForm,
} from './index';

const text = (words: string) => ({ de: words, en: words });
const written: WrittenForm = {
  topics: [
    {
      title: text('Bestellung'),
      fields: [
        { name: 'kind', label: text('Art'), choice: { birth: text('Geburt'), marriage: text('Ehe') } },
        { name: 'copies', label: text('Anzahl'), whole: { min: 1, max: 10 } },
        { name: 'area', label: text('Fläche'), decimal: { places: 2, min: 0, max: 1000 } },
        { name: 'pension', label: text('Rente'), yes: true, optional: true },
        { name: 'express', label: text('Eilig'), yes: true, optional: true, show: { kind: 'birth' } },
        {
          name: 'dogs',
          label: text('Hunde'),
          repeat: { min: 0, max: 5 },
          fields: [{ name: 'called', label: text('Name'), text: 50 }],
          optional: true,
        },
      ],
    },
  ],
} as unknown as WrittenForm;
const { form, names } = compileForm(written);
if (form === undefined) throw new Error('the form of the spec is broken');

function compiled(fee: WrittenFee): FeeRules {
  const { fee: rules, problems } = compileFee(fee, names);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return rules;
}
const lines = (fee: WrittenFee, data: object) =>
  feeOf(compiled(fee), form, { kind: 'birth', copies: 1, area: '10.00', ...data });
const sum = (fee: WrittenFee, data: object) => sumOf(lines(fee, data));

const item = { key: 'a', text: text('A') };

describe('what is owed', () => {
  test('without items is the amount, as one line', () =>
    expect(lines({ amountCents: 3070, accountingKey: '1.2' }, {})).toEqual([
      {
        ...{
          key: 'gebuehr',
          text: { de: 'Gebühr', en: 'Fee' },
          quantity: 1,
          unitCents: 3070,
          totalCents: 3070,
        },
        ...{ taxPercent: 0, taxCents: 0, accountingKey: '1.2' },
      },
    ]));
  test('by the value of a choice', () => {
    const fee = {
      amountCents: 0,
      items: [{ ...item, byChoice: { field: 'kind', cents: { birth: 1000, marriage: 1200 } } }],
    };
    expect([sum(fee, {}), sum(fee, { kind: 'marriage' })]).toEqual([1000, 1200]);
    // What the form cannot hold has no price, not that of something in its prototype.
    expect(sum(fee, { kind: 'constructor' })).toBe(0);
  });
  test('by quantity, the first one free', () => {
    const fee = { amountCents: 0, items: [{ ...item, cents: 500, quantity: { field: 'copies', free: 1 } }] };
    expect([1, 2, 4].map((copies) => sum(fee, { copies }))).toEqual([0, 500, 1500]);
    expect(lines(fee, { copies: 1 })).toEqual([]);
  });
  test('by the entries of a list', () => {
    const fee = { amountCents: 0, items: [{ ...item, cents: 700, quantity: { field: 'dogs' } }] };
    expect(sum(fee, { dogs: [{ called: 'Rex' }, { called: 'Bello' }] })).toBe(1400);
  });
  test('by the size of a number, to the last digit', () => {
    const byAmount = {
      field: 'area',
      steps: [
        { upTo: 10, cents: 2500 },
        { upTo: 20.5, cents: 4000 },
      ],
      above: 9900,
    };
    const fee = { amountCents: 0, items: [{ ...item, byAmount }] };
    expect(['10.00', '10.01', '20.50', '20.51'].map((area) => sum(fee, { area }))).toEqual([
      2500, 4000, 4000, 9900,
    ]);
  });
  test('only under a condition; what a rule of the form hides costs nothing', () => {
    const fee = { amountCents: 0, items: [{ ...item, cents: 800, when: { express: true } }] };
    expect(sum(fee, { express: true })).toBe(800);
    expect(sum(fee, {})).toBe(0);
    expect(sum(fee, { kind: 'marriage', express: true })).toBe(0);
  });
  test('nothing, with the reason, where it is waived', () => {
    const reason = text('gebührenfrei (§ 64 SGB X)');
    const fee = {
      amountCents: 0,
      items: [{ ...item, cents: 800 }],
      waivers: [{ when: { pension: true }, reason }],
    };
    expect(lines(fee, { pension: true })).toMatchObject([{ totalCents: 0, unitCents: 0, reason }]);
    expect(sum(fee, {})).toBe(800);
  });
  test('the tax lies within it, to the cent', () => {
    expect([taxWithin(11900, 19), taxWithin(10700, 7), taxWithin(3070, 0), taxWithin(1, 19)]).toEqual([
      1900, 700, 0, 0,
    ]);
    expect(lines({ amountCents: 2500, taxPercent: 19 }, {})).toMatchObject([
      { taxPercent: 19, taxCents: 399 },
    ]);
  });
  test('is always whole cents, and never less than nothing', () =>
    fc.assert(
      fc.property(
        fc.nat(99_000),
        fc.integer({ min: -5, max: 500 }),
        fc.constantFrom(0, 7, 19),
        (cents, copies, taxPercent) => {
          const found = lines(
            { amountCents: 0, taxPercent, items: [{ ...item, cents, quantity: { field: 'copies' } }] },
            { copies },
          );
          for (const { totalCents, taxCents, unitCents, quantity } of found) {
            expect(
              [totalCents, taxCents, quantity].every((one) => Number.isSafeInteger(one) && one >= 0),
            ).toBe(true);
            expect(totalCents).toBe(unitCents * quantity);
          }
        },
      ),
    ));
  test('a sum that no payment carries is refused', () =>
    expect(() =>
      sum(
        { amountCents: 0, items: [{ ...item, cents: 99_999_900, quantity: { field: 'copies' } }] },
        { copies: 2 },
      ),
    ).toThrow(RangeError));
});

describe('what is wrong with a fee is said with its place', () => {
  const problemsOf = (fee: WrittenFee) =>
    compileFee(fee, names).problems.map(({ path, reason }) => `${path.join('.')}: ${reason}`);
  test.each<[string, WrittenFee, RegExp]>([
    ['no price', { amountCents: 0, items: [{ ...item }] }, /^items\.0: an item has exactly one of/],
    [
      'a field that is none',
      { amountCents: 0, items: [{ ...item, cents: 1, quantity: { field: 'copis' } }] },
      /no field "copis".*Did you mean "copies"/,
    ],
    [
      'a field of another kind',
      { amountCents: 0, items: [{ ...item, cents: 1, quantity: { field: 'kind' } }] },
      /"kind" is of kind choice/,
    ],
    [
      'a value that is none',
      {
        amountCents: 0,
        items: [{ ...item, byChoice: { field: 'kind', cents: { death: 1 }, otherwise: 0 } }],
      },
      /"death" is no value/,
    ],
    [
      'values without a price',
      { amountCents: 0, items: [{ ...item, byChoice: { field: 'kind', cents: { birth: 1 } } }] },
      /marriage have no price/,
    ],
    [
      'steps that do not ascend',
      {
        amountCents: 0,
        items: [
          {
            ...item,
            byAmount: {
              field: 'area',
              steps: [
                { upTo: 5, cents: 1 },
                { upTo: 5, cents: 2 },
              ],
              above: 3,
            },
          },
        ],
      },
      /steps\.1\.upTo: the steps ascend/,
    ],
    [
      'a waiver of nothing',
      {
        amountCents: 0,
        items: [{ ...item, cents: 1 }],
        waivers: [{ when: { pension: true }, reason: text('x'), items: ['b'] }],
      },
      /no item "b"/,
    ],
  ])('%s', (_, fee, said) => expect(problemsOf(fee).join('\n')).toMatch(said));
});
