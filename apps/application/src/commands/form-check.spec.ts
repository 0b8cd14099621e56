import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { draftErrors, formErrors } from './form-check';

const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);

/** The German text for the field `a` of a form that has to be as the schema says. */
const german = (schema: object, a: unknown): string | undefined => texts(schema, a)?.de;
const english = (schema: object, a: unknown): string | undefined => texts(schema, a)?.en;
const texts = (schema: object, a: unknown) =>
  formErrors(ajv.compile({ type: 'object', properties: { a: schema } }), { a })[0]?.message;

test.each([
  [{ type: 'string', minLength: 2 }, 'x', 'Diese Angabe darf nicht kürzer als 2 Zeichen sein.'],
  [{ type: 'string', maxLength: 1 }, 'xy', 'Diese Angabe darf nicht länger als 1 Zeichen sein.'],
  [{ type: 'array', minItems: 1 }, [], 'Diese Angabe darf nicht weniger als 1 Element haben.'],
  [{ type: 'array', maxItems: 2 }, [1, 2, 3], 'Diese Angabe darf nicht mehr als 2 Elemente haben.'],
  [{ type: 'integer', multipleOf: 5 }, 7, 'Diese Angabe muss ein Vielfaches von 5 sein.'],
  [{ type: 'number', minimum: 1.5 }, 1, 'Der Wert muss mindestens 1,5 sein.'],
  [{ type: 'number', maximum: 1000 }, 1001, 'Der Wert darf höchstens 1.000 sein.'],
  [{ type: 'number', exclusiveMinimum: 0 }, 0, 'Der Wert muss größer als 0 sein.'],
  [{ type: 'number', exclusiveMaximum: 9 }, 9, 'Der Wert muss kleiner als 9 sein.'],
  [{ type: 'string', format: 'date' }, '2026-02-30', 'Dieses Datum gibt es nicht.'],
  [{ type: 'string', format: 'email' }, 'x', 'Diese Angabe hat nicht die richtige Form.'],
  [{ type: 'string', pattern: '^D' }, 'x', 'Diese Angabe hat nicht die richtige Form.'],
  [{ enum: ['a', 'b'] }, 'c', 'Bitte wählen Sie einen der Werte aus.'],
  [{ const: true }, false, 'Bitte wählen Sie einen der Werte aus.'],
  [{ type: 'boolean' }, 'x', 'Diese Angabe muss ja oder nein (true oder false) sein.'],
  [{ type: 'array', uniqueItems: true }, ['x', 'x'], 'Ein Eintrag steht hier doppelt.'],
  [{ not: {} }, 'x', 'Diese Angabe ist nicht gültig.'],
])('a citizen reads what %j asks for', (schema, value, text) => {
  expect(german(schema, value)).toBe(text);
});

test('English knows one and many, too', () => {
  expect(english({ type: 'array', minItems: 1 }, [])).toBe('This entry must not have less than 1 item.');
  expect(english({ type: 'array', minItems: 2 }, [])).toBe('This entry must not have less than 2 items.');
});

test('an entry that is missing or not known is named by its pointer', () => {
  const schema = {
    type: 'object',
    required: ['a/b'],
    properties: { 'a/b': {} },
    additionalProperties: false,
  };
  expect(formErrors(ajv.compile(schema), { c: 1 })).toEqual([
    {
      pointer: '/a~1b',
      rule: 'required',
      message: { de: 'Diese Angabe fehlt.', en: 'This entry is missing.' },
    },
    {
      pointer: '/c',
      rule: 'unknown-field',
      message: { de: 'Dieses Feld gibt es hier nicht.', en: 'This field does not exist here.' },
    },
  ]);
});

test('a text in which nothing can be seen is no entry, whatever the schema says; a draft may hold it', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      short: { type: 'string', minLength: 2 },
      more: { type: 'array', items: { type: 'object', properties: { 'a/b': { type: 'string' } } } },
    },
  };
  const validate = ajv.compile(schema);
  for (const blank of ['', ' \t', '\u200b', '\u0301', '\u00a0'])
    expect(formErrors(validate, { name: blank, more: [{ 'a/b': 'x' }, { 'a/b': blank }] })).toEqual(
      ['/name', '/more/1/a~1b'].map((pointer) =>
        expect.objectContaining({ pointer, rule: 'has-visible-text' }),
      ),
    );
  expect(formErrors(validate, { short: '' }).map(({ rule }) => rule)).toEqual(['min-length']);
  expect(formErrors(validate, { name: 'Ä', short: '--' })).toEqual([]);
  expect(draftErrors(validate, { name: ' ' })).toEqual([]);
});
