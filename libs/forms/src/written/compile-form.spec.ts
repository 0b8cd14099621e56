import { example, written } from '../../test/example-form';
import { blocks } from '../blocks';
import { isObject } from '../form';
import { fieldAt, placeOf } from '../places';
import { compileForm } from './compile-form';
import type { WrittenField, WrittenForm } from './written-form';

const label = { de: 'Feld', en: 'Field' };
const topic = (...fields: WrittenField[]): WrittenForm => ({ topics: [{ title: label, fields }] });
const problemsOf = (form: WrittenForm) =>
  compileForm(form).problems.map(({ path, reason }) => `/${path.join('/')}: ${reason}`);

test('a form is its topics, and building blocks are put in', () => {
  const { uiSchema, schema } = example;
  expect(uiSchema.elements?.map(({ type, label }) => [type, label?.de])).toEqual([
    ['Topic', 'Person'],
    ['Topic', 'Angaben'],
    ['Topic', 'Kinder und Anteile'],
  ]);
  expect(JSON.stringify(schema)).not.toContain('$ref');
  expect(fieldAt(schema, ['applicant', 'givenNames'])).toEqual({
    ...{ type: 'string', minLength: 1, maxLength: 120, 'x-latin': true },
    ...{ 'x-prefill': 'givenName', 'x-autocomplete': 'given-name' },
  });
  expect(fieldAt(schema, ['home', 'street'])).not.toHaveProperty(['x-prefill']);
});

test('money is cents, a decimal is an exact text, a choice is a text', () => {
  const { schema } = example;
  expect(fieldAt(schema, ['price'])).toEqual({
    type: 'integer',
    minimum: 0,
    maximum: 10_000_000,
    'x-money': 'EUR',
  });
  expect(fieldAt(schema, ['area'])).toEqual({
    type: 'string',
    pattern: '^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,2})?$',
    maxLength: 19,
    'x-decimal': { places: 2, min: '0.01', max: '999999.99' },
  });
  expect(fieldAt(schema, ['kind'])).toEqual({ type: 'string', enum: ['first', 'renewal'] });
});

test('what a rule shows is required by a rule, for the schema cannot know', () => {
  const [person] = example.uiSchema.elements ?? [];
  expect(example.schema['required']).not.toContain('previousPermit');
  expect(person?.elements?.find(({ scope }) => scope === '#/properties/previousPermit')?.rules).toEqual([
    { effect: 'SHOW', condition: { scope: '#/properties/kind', schema: { const: 'renewal' } } },
    { effect: 'REQUIRE', condition: { all: [] } },
  ]);
});

test('within a list, scopes and conditions are of the item', () => {
  const [children] = example.uiSchema.elements?.[2]?.elements ?? [];
  expect(children).toMatchObject({ type: 'List', scope: '#/properties/children', itemLabel: { de: 'Kind' } });
  expect(children?.elements?.[2]).toMatchObject({
    type: 'List',
    scope: './properties/careTimes',
    rules: [{ effect: 'SHOW', condition: { scope: './properties/inCare', schema: { const: true } } }, {}],
    elements: [{ scope: './properties/day' }, { scope: './properties/hours' }],
  });
});

test('relations name fields by their scopes, also those that a block or a field brings with it', () => {
  expect(example.relations).toEqual([
    { kind: 'not-after-today', field: '#/properties/applicant/properties/birthDate' },
    { kind: 'not-after-today', field: '#/properties/start' },
    { kind: 'not-after-today', field: '#/properties/children/items/properties/birthDate' },
    { kind: 'order', from: '#/properties/start', until: '#/properties/until' },
    { kind: 'sum', field: '#/properties/owners/items/properties/share', is: '100' },
    { kind: 'distinct', field: '#/properties/owners/items/properties/name' },
    {
      ...{ kind: 'at-least-one-of', fields: ['#/properties/note', '#/properties/until'] },
      message: { de: 'Ende oder Anmerkung.', en: 'End or remark.' },
    },
    { kind: 'age', field: '#/properties/applicant/properties/birthDate', atLeast: 18, on: 'today' },
  ]);
  expect(compileForm(topic({ block: 'period', as: 'stay' })).form?.relations).toEqual([
    {
      kind: 'order',
      from: '#/properties/stay/properties/from',
      until: '#/properties/stay/properties/until',
    },
  ]);
});

test('every block makes a form, alone and in a list, and all of its texts are in both languages', () => {
  for (const [name, block] of Object.entries(blocks)) {
    const all = block.fields.map((field) => field.name);
    const form = topic(
      { block: name, as: 'one', only: all, prefill: true },
      {
        name: 'many',
        label,
        repeat: { max: 3, item: label },
        fields: [{ block: name, flat: true, only: all }],
      },
    );
    expect([name, problemsOf(form)]).toEqual([name, []]);
    const { schema } = compileForm(form).form ?? { schema: {} };
    for (const field of all) {
      expect(isObject(fieldAt(schema, ['one', field]))).toBe(true);
      expect(isObject(fieldAt(schema, placeOf(`#/properties/many/items/properties/${field}`)))).toBe(true);
    }
    for (const field of block.fields)
      expect([field.name, field.label?.de, field.label?.en]).toEqual([
        field.name,
        expect.stringMatching(/\S/),
        expect.stringMatching(/\S/),
      ]);
  }
});

test.each<[string, WrittenForm, string]>([
  [
    'no kind',
    topic({ name: 'a', label }),
    '/topics/0/fields/0: a field has exactly one kind, none is here; kinds are text',
  ],
  ['two kinds', topic({ name: 'a', label, text: 3, date: {} }), 'here are text and date'],
  ['no name', topic({ label, text: 3 }), '/topics/0/fields/0: a field needs a name'],
  [
    'a name that is none',
    topic({ name: 'a-b', label, text: 3 }),
    '/topics/0/fields/0/name: "a-b" is no name',
  ],
  ['a name that is taken', topic({ name: 'any', label, text: 3 }), '/topics/0/fields/0/name: "any" is taken'],
  ['no label', topic({ name: 'a', text: 3 }), 'a field needs a label in both languages'],
  [
    'a name twice',
    topic({ name: 'a', label, text: 3 }, { name: 'a', label, text: 3 }),
    '/topics/0/fields/1: there is another field "a"',
  ],
  [
    'an unknown block',
    topic({ block: 'persn' }),
    '/topics/0/fields/0/block: there is no block "persn"; there are address',
  ],
  [
    'a field that a block has not',
    topic({ block: 'dog', only: ['nam'] }),
    '/only/0: block "dog" has no field "nam"; it has name, breed',
  ],
  [
    'a rule on nothing',
    topic({ name: 'a', label, text: 3, show: { b: 1 } }),
    '/topics/0/fields/0/show/b: there is no field "b"; there are a',
  ],
  [
    'a value that a choice has not',
    topic({ name: 'a', label, choice: { x: label } }, { name: 'b', label, text: 3, show: { a: 'y' } }),
    '/topics/0/fields/1/show/a: "y" is no value of "a"; its values are x',
  ],
  [
    'a rule that looks into a list',
    topic(
      { name: 'l', label, repeat: { max: 2, item: label }, fields: [{ name: 'a', label, text: 3 }] },
      { name: 'b', label, text: 3, show: { 'l.a': 'x' } },
    ),
    '/topics/0/fields/1/show/l.a: "l.a" lies in a list',
  ],
  [
    'a limit that no value keeps',
    topic({ name: 'a', label, whole: { min: 3, max: 2 } }),
    '/topics/0/fields/0/whole: min 3 is more than max 2',
  ],
  [
    'a limit with too many places',
    topic({ name: 'a', label, decimal: { places: 1, min: '0.01' } }),
    '/decimal: min 0.01 has to be a decimal with at most 1 places',
  ],
  [
    'a date relation of a text',
    topic({ name: 'a', label, text: 3, must: ['before-today'] }),
    '/topics/0/fields/0/must/0: before-today holds for a date, and this is text',
  ],
  [
    'a prefill that no profile has',
    topic({ name: 'a', label, text: 3, prefill: 'shoeSize' }),
    '/prefill: prefill names one of salutation, title',
  ],
  [
    'an order of two kinds',
    {
      ...topic({ name: 'a', label, date: {} }, { name: 'b', label, whole: {} }),
      must: [{ order: ['a', 'b'] }],
    },
    '/must/0: order compares values of one kind, not date "a" with whole "b"',
  ],
  [
    'a sum of one value',
    { ...topic({ name: 'a', label, whole: {} }), must: [{ sum: 'a', is: 1 }] },
    '/must/0: sum is about all items of a list, and "a" lies in none',
  ],
])('%s is refused with its place and what is allowed', (_, form, problem) => {
  expect(problemsOf(form).join('\n')).toContain(problem);
});

test('a choice whose values look like numbers is asked for by them', () => {
  const choice = { '2026': label, '2027': label };
  const { form } = compileForm(
    topic({ name: 'year', label, choice }, { name: 'a', label, text: 3, show: { year: 2026 } }),
  );
  expect(form?.uiSchema.elements?.[0]?.elements?.[1]?.rules?.[0]?.condition).toEqual({
    ...{ scope: '#/properties/year', schema: { const: '2026' } },
  });
});

test('everything that is wrong is said at once', () => {
  expect(problemsOf(topic({ name: 'a', label }, { block: 'zoo' }, { text: 3, label }))).toHaveLength(3);
});

test('10,000 fields are answered with one sentence', () => {
  const fields = Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, label, text: 3 }));
  expect(problemsOf(topic(...fields))).toEqual(['/: a form has at most 1,000 fields, and this has 10000']);
});

test('a realistic form of 30 fields is short', () => {
  const count = (fields: readonly WrittenField[] = []): number =>
    fields.reduce((sum, field) => sum + (field.fields === undefined ? 1 : count(field.fields)), 0);
  expect(written.topics.reduce((sum, { fields }) => sum + count(fields), 0)).toBeGreaterThan(20);
});
