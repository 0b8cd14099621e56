import { Session } from 'node:inspector';
import type * as Forms from '../src';
import type { Form, JsonObject } from '../src';

/** The work of checking a form grows as the form does, whatever stands in it: counted, not timed. */

const session = new Session();
/** Loaded only once every block is counted. */
let forms: typeof Forms;
beforeAll(() => {
  session.connect();
  session.post('Profiler.enable');
  // Only of what is compiled from now on every block is counted.
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  forms = jest.requireActual<typeof Forms>('../src');
});
afterAll(() => session.disconnect());

/** How many steps JavaScript takes: how often each of its blocks is entered, in our code and in what it is built on. */
function stepsOf(work: () => unknown): number {
  stepsSince();
  work();
  return stepsSince();
}

/** The steps since it was asked last. */
function stepsSince(): number {
  let steps = 0;
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    const ranges = result.flatMap(({ functions }) => functions.flatMap((one) => one.ranges));
    steps = ranges.reduce((sum, { count }) => sum + count, 0);
  });
  return steps;
}

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', maxLength: 10 },
    kinds: { type: 'array', uniqueItems: true, items: { enum: ['a', 'b'] } },
    persons: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { name: { type: 'string', pattern: '^[a-z ]+$' }, children: { type: 'integer' } },
      },
    },
    any: { type: 'array', uniqueItems: true },
    text: { type: 'string', pattern: '^(a+)+$|^(a|a)*$' },
  },
  if: { properties: { name: { const: 'x' } } },
  then: { required: ['kinds'] },
};
const label = { de: 'Feld', en: 'Field' };
const form: Form = {
  schema,
  uiSchema: {
    type: 'VerticalLayout',
    elements: [
      { type: 'Control', scope: '#/properties/kinds', label },
      {
        ...{ type: 'List', scope: '#/properties/persons', label, itemLabel: label },
        elements: [
          { type: 'Control', scope: './properties/name', label },
          {
            ...{ type: 'Control', scope: './properties/children', label },
            rules: [
              { effect: 'SHOW', condition: { scope: './properties/name', schema: { const: 'x' } } },
              { effect: 'LOCK', condition: { scope: '#/properties/name', schema: { const: 'x' } } },
              { effect: 'REQUIRE', condition: { all: [] } },
            ],
          },
        ],
      },
    ],
  },
  relations: [
    { kind: 'distinct', field: '#/properties/persons/items/properties/name' },
    { kind: 'sum', field: '#/properties/persons/items/properties/children', is: '3' },
  ],
};

const times = <T>(n: number, make: (nth: number) => T): T[] =>
  Array.from({ length: n }, (_, nth) => make(nth));
const contents: Readonly<Record<string, (n: number) => Record<string, unknown>>> = {
  'distinct items': (n) => ({ any: times(n, (nth) => `item ${nth}`) }),
  'items that are all wrong': (n) => ({ kinds: times(n, (nth) => `item ${nth}`) }),
  'objects that differ': (n) => ({ persons: times(n, (nth) => ({ name: 'x', children: nth })) }),
  'objects that are the same': (n) => ({ persons: times(n, () => ({ name: 'x' })) }),
  'unknown fields': (n) => Object.fromEntries(times(n, (nth) => [`unknown ${nth}`, nth])),
  'unknown fields of every item': (n) => ({ persons: times(n, (nth) => ({ [`unknown ${nth}`]: nth })) }),
  'wrong types': (n) => ({ persons: times(n, (nth) => ({ name: nth, children: 'x' })) }),
  'a text that makes a pattern backtrack': (n) => ({ text: `${'a'.repeat(n)}!` }),
  'lists in lists': (n) => ({ any: times(n, (nth) => [[nth]]) }),
};
const works: Readonly<Record<string, (data: Record<string, unknown>) => unknown>> = {
  submitting: (data) => forms.submitErrors(form, data, '2026-11-26'),
  saving: (data) => [forms.saveErrors(form, data), forms.keepLocked(form, data, {})],
  'a review': (data) => forms.reviewOf(form, data, 'de'),
};

describe.each(Object.entries(contents))('%s', (_, formOf) => {
  test.each(Object.entries(works))('%s: of twice as many, at most 2.5 times the work', (__, work) => {
    const [once, twice] = [formOf(700), formOf(1_400)];
    work(formOf(10)); // what is made once for all is made before
    const steps = stepsOf(() => work(once));
    expect(steps).toBeGreaterThan(100);
    expect(stepsOf(() => work(twice)) / steps).toBeLessThan(2.5);
  });
});

test('the count sees work that grows faster than its input', () => {
  const pairs = (n: number) => () => times(n, (left) => times(n, (right) => left === right));
  expect(stepsOf(pairs(200)) / stepsOf(pairs(100))).toBeGreaterThan(3);
});

test('a form with too many entries, or too deep ones, is refused before it is validated, with one error', () => {
  const { mostEntries } = forms;
  const checks = [
    forms.saveErrors,
    (one: Form, data: JsonObject) => forms.submitErrors(one, data, '2026-11-26'),
  ];
  const { 'a text that makes a pattern backtrack': _, ...many } = contents;
  for (const contentOf of Object.values(many)) {
    const data = contentOf(32_000);
    const limit = stepsOf(() => works['submitting']?.(contentOf(10))) + 10 * mostEntries;
    for (const check of checks) {
      expect(check(form, data)).toEqual([expect.objectContaining({ pointer: '', rule: 'too-many-entries' })]);
      expect(stepsOf(() => check(form, data))).toBeLessThan(limit);
    }
  }
  const deep = Array.from({ length: 3_000 }).reduce<unknown>((inner) => [inner], 1);
  for (const check of checks) expect(check(form, { any: deep })).toHaveLength(1);
});

test('an answer names fifty errors and says that there are more; a draft’s own are not lost among the others', () => {
  const { mostErrors } = forms;
  const errors = forms.submitErrors(form, { kinds: times(200, (nth) => `item ${nth}`) }, '2026-11-26');
  expect(errors).toHaveLength(mostErrors + 1);
  expect(errors.at(-1)).toMatchObject({ pointer: '', rule: 'more-errors' });
  const data = { kinds: times(200, (nth) => `item ${nth}`), persons: [{ unknown: 1 }] };
  expect(forms.saveErrors(form, data)).toEqual([
    expect.objectContaining({ pointer: '/persons/0/unknown', rule: 'unknown-field' }),
  ]);
});

test.each([
  [['a', 'b'], true],
  [['a', 'a'], false],
  [[1, '1'], true],
  [['[1]', [1]], true],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  [[[1], [1]], false],
  [[null, 'null', false, 0, '0'], true],
])('%j are items of which each stands once: %j', (any, unique) => {
  expect(forms.submitErrors(form, { name: 'n', any }, '2026-11-26').length === 0).toBe(unique);
});
