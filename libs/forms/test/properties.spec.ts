import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import {
  canonicalJson,
  evaluateForm,
  isObject,
  keepLocked,
  matches,
  reviewOf,
  saveErrors,
  submitErrors,
  type JsonObject,
} from '../src';
import { spotOf, valueAt } from '../src/pointers';
import { example } from './example-form';

/** What holds of forms whatever is typed into them, or sent by somebody who types nothing. */

const today = '2026-11-26';

/** Values for a schema: most of them right, some missing, some of any kind. */
function valuesOf(schema: JsonObject): fc.Arbitrary<unknown> {
  const right = rightValuesOf(schema);
  return fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 });
}

function rightValuesOf(schema: JsonObject): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'object': {
      const properties = Object.entries(schema['properties'] as Record<string, JsonObject>);
      const members = Object.fromEntries(properties.map(([name, field]) => [name, valuesOf(field)]));
      return fc.record(members, { requiredKeys: [] });
    }
    case 'array':
      return fc.array(valuesOf(schema['items'] as JsonObject), { maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: 0, max: 20 });
    default:
      if (schema['format'] === 'date') return fc.constantFrom('2000-01-01', '2026-11-27', '2026-02-30');
      return fc.constantFrom('8.69', '100', 'Ada', ' ', '');
  }
}

const forms = valuesOf(example.schema).filter(isObject);

/** The same data with the members of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reordered(member)]),
  );
}

const runs = { numRuns: 300 };

test('evaluating rules twice is evaluating them once', () => {
  fc.assert(
    fc.property(forms, (data) => {
      const { data: once } = evaluateForm(example, data);
      expect(evaluateForm(example, once).data).toEqual(once);
    }),
    runs,
  );
});

test('nothing hidden survives', () => {
  fc.assert(
    fc.property(forms, (data) => {
      const { data: filed, hidden } = evaluateForm(example, data);
      for (const pointer of hidden) expect(valueAt(spotOf(pointer, filed), filed)).toBeUndefined();
      if (filed['kind'] !== 'renewal') expect(filed).not.toHaveProperty('previousPermit');
      if (filed['previousPermit'] === undefined) expect(filed).not.toHaveProperty('reason');
      for (const child of Array.isArray(filed['children']) ? (filed['children'] as unknown[]) : [])
        if (isObject(child) && child['inCare'] !== true) expect(child).not.toHaveProperty('careTimes');
    }),
    runs,
  );
});

test('what is filed is nothing but what was sent', () => {
  const leaves = (value: unknown, pointer = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => leaves(member, `${pointer}/${name}`))
      : [`${pointer} ${JSON.stringify(value)}`];
  fc.assert(
    fc.property(forms, (data) => {
      const sent = new Set(leaves(data));
      expect(leaves(evaluateForm(example, data).data).filter((leaf) => !sent.has(leaf))).toEqual([]);
    }),
    runs,
  );
});

test('a locked value is what it was, whatever is sent', () => {
  const familyNameOf = (data: JsonObject) => isObject(data['applicant']) && data['applicant']['familyName'];
  fc.assert(
    fc.property(forms, forms, (sent, kept) => {
      const data = { ...sent, official: true };
      for (const outcome of [keepLocked(example, data, kept), evaluateForm(example, data, kept).data])
        expect(familyNameOf(outcome) || undefined).toEqual(familyNameOf(kept) || undefined);
      // And what was kept is kept again.
      const once = keepLocked(example, data, kept);
      expect(keepLocked(example, once, once)).toEqual(once);
    }),
    runs,
  );
});

test('the order of fields does not matter', () => {
  const outcome = (data: JsonObject) => {
    const filed = evaluateForm(example, data).data;
    return [
      canonicalJson(filed),
      saveErrors(example, data),
      submitErrors(example, data, today),
      reviewOf(example, filed, 'de'),
    ];
  };
  fc.assert(
    fc.property(forms, (data) => {
      expect(outcome(reordered(data) as JsonObject)).toEqual(outcome(data));
    }),
    runs,
  );
});

test('every error has a place, a label and words in both languages, and there is one for each place', () => {
  fc.assert(
    fc.property(forms, (data) => {
      const errors = submitErrors(example, data, today).filter(({ pointer }) => pointer !== '');
      expect(new Set(errors.map(({ pointer }) => pointer)).size).toBe(errors.length);
      for (const { label, message } of errors)
        for (const text of [label?.de, label?.en, message.de, message.en]) expect(text).toMatch(/\S/);
    }),
    runs,
  );
});

const schemas = fc.letrec<{ schema: JsonObject }>((tie) => {
  const schema = tie('schema');
  const small = fc.integer({ min: 0, max: 3 });
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'a/b', 'c~d'), { maxLength: 3 });
  const keyword = (name: string, value: fc.Arbitrary<unknown>) =>
    value.map((one): JsonObject => ({ [name]: one }));
  const some = (...parts: fc.Arbitrary<JsonObject>[]) =>
    fc
      .uniqueArray(fc.oneof(...parts), { maxLength: 4, selector: (one) => Object.keys(one)[0] })
      .map((all) => Object.assign({}, ...all) as JsonObject);
  const properties = fc.dictionary(fc.constantFrom('a', 'b', 'a/b', 'c~d'), schema, { maxKeys: 3 });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      some(
        keyword('type', fc.constantFrom('string', 'number', 'integer', 'boolean', 'array', 'object', 'null')),
        keyword('enum', fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 2 })),
        keyword('const', fc.jsonValue({ maxDepth: 1 })),
        ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map((name) =>
          keyword(name, small),
        ),
        ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((name) =>
          keyword(name, fc.integer({ min: -3, max: 3 })),
        ),
        keyword('multipleOf', fc.constantFrom(2, 3)),
        keyword('pattern', fc.constantFrom('^a', '[0-9]+$', '^(a|b)*$')),
        keyword('uniqueItems', fc.boolean()),
        keyword('required', names),
      ),
      some(
        keyword('properties', properties),
        keyword('required', names),
        keyword('additionalProperties', fc.oneof(fc.boolean(), schema)),
        keyword('items', schema),
        keyword('dependentRequired', fc.dictionary(fc.constantFrom('a', 'b'), names, { maxKeys: 2 })),
      ),
      some(
        ...['allOf', 'anyOf', 'oneOf'].map((name) =>
          keyword(name, fc.array(schema, { minLength: 1, maxLength: 2 })),
        ),
        keyword('not', schema),
        fc.record({ if: schema, then: schema, else: schema }),
      ),
    ),
  };
}).schema;

test('data keeps a schema exactly when Ajv says so', () => {
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, ownProperties: true }));
  // Of some conditions within conditions Ajv makes code that does not run.
  const saidByAjv = (schema: JsonObject, value: unknown) => {
    try {
      return ajv.validate(schema, value);
    } catch (error) {
      if (error instanceof ReferenceError) return undefined;
      throw error;
    }
  };
  const data = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c~d', 'a/b', 'c'), fc.jsonValue({ maxDepth: 1 }), {
      maxKeys: 3,
    }),
    fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
    fc.constantFrom('a', 'ab', '12', '', 'äö', '😀😀'),
  );
  fc.assert(
    fc.property(schemas, fc.array(data, { minLength: 3, maxLength: 6 }), (schema, given) => {
      const values = JSON.parse(JSON.stringify(given)) as unknown[];
      // Of numbers with an exponent Ajv takes the digits before it.
      fc.pre(!JSON.stringify([schema, values]).includes('e+'));
      const wanted = values.map((value) => saidByAjv(schema, value));
      fc.pre(wanted.every((one) => one !== undefined));
      expect(values.map((value) => matches(schema, value))).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});
