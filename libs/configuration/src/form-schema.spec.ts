import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFile } from './configuration-file';
import { checkForm } from './form-schema';
import type { Form, JsonObject, UiElement } from '#forms';

const folder = mkdtempSync(join(tmpdir(), 'forms-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said about a form. */
function problemsOf(form: Form): string[] {
  writeFileSync(join(folder, 'form.json'), JSON.stringify({ form }));
  const file = new ConfigurationFile(join(folder, 'form.json'));
  checkForm(form, ['form'], file);
  return file.problems.map(({ pointer, reason }) => `${pointer}: ${reason}`);
}

const label = { de: 'Feld', en: 'Field' };
const text = { type: 'string', maxLength: 10 };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ type: 'object', additionalProperties: false, properties },
  ...more,
});
const control = (scope: string, more: Partial<UiElement> = {}): UiElement => ({
  ...{ type: 'Control', scope, label },
  ...more,
});
const form = (schema: JsonObject, elements: readonly UiElement[], more: Partial<Form> = {}): Form => ({
  ...{ schema, uiSchema: { type: 'VerticalLayout', elements } },
  ...more,
});
const list = (items: JsonObject) => ({ type: 'array', maxItems: 3, items });
const a = '#/properties/a';
const child = object({ name: text, day: text }, { required: ['name'] });
const children = (...elements: UiElement[]): UiElement => ({
  ...{ type: 'List', scope: '#/properties/children', label, itemLabel: label, elements },
});

test('a form whose lists lie in lists is right when every field is asked for', () => {
  expect(
    problemsOf(form(object({ children: list(child) }), [children(control('./properties/name'))])),
  ).toEqual([]);
});

test.each<[string, Form, string]>([
  [
    'a misspelled name in a nested required',
    form(object({ a: object({ name: text }, { required: ['nmae'] }) }), [control(`${a}/properties/name`)]),
    '/form/schema/properties/a/required/0: "nmae" is required but is no property of the schema; it has name',
  ],
  [
    'in an item of a list',
    form(object({ children: list(object({ name: text }, { required: ['nmae'] })) }), [
      children(control('./properties/name')),
    ]),
    '/form/schema/properties/children/items/required/0: "nmae" is required',
  ],
  [
    'and in a condition',
    form(object({ a: text }, { if: { required: ['b'] }, then: { required: ['c'] } }), [control(a)]),
    '/form/schema/then/required/0: "c" is required but is no property',
  ],
  [
    'a required field of an item that nobody asks for',
    form(object({ children: list(child) }), [children(control('./properties/day'))]),
    '/form/schema/properties/children/items/required/0: "name" is required but no control asks for it',
  ],
  [
    'a control that no item has',
    form(object({ children: list(child) }), [
      children(control('./properties/name'), control('./properties/nme')),
    ]),
    '/form/uiSchema/elements/0/elements/1/scope: the form schema has no field at "./properties/nme"',
  ],
  [
    'a rule whose condition names no field',
    form(object({ a: text }), [
      control(a, {
        rules: [{ effect: 'SHOW', condition: { all: [{ scope: '#/properties/b', schema: {} }] } }],
      }),
    ]),
    '/form/uiSchema/elements/0/rules/0/condition/all/0/scope: the form schema has no field',
  ],
  [
    'rules that wait for each other',
    form(object({ a: text, b: text }), [
      control(a, { rule: { effect: 'SHOW', condition: { scope: '#/properties/b', schema: {} } } }),
      control('#/properties/b', { rule: { effect: 'HIDE', condition: { scope: a, schema: {} } } }),
    ]),
    '/form: the rules of "a", "b" wait for each other',
  ],
  [
    'a rule that asks itself',
    form(object({ a: text }), [
      control(a, { rule: { effect: 'SHOW', condition: { scope: a, schema: {} } } }),
    ]),
    '/form: the rule of "a" looks at "a" itself',
  ],
  [
    'a relation of a field that does not exist',
    form(object({ a: text }), [control(a)], {
      relations: [{ kind: 'at-least-one-of', fields: [a, '#/properties/b'] }],
    }),
    '/form/relations/0/fields/1: the form schema has no field at "#/properties/b"',
  ],
  [
    'a sum of what is in no list',
    form(object({ a: text }), [control(a)], { relations: [{ kind: 'sum', field: a, is: '1' }] }),
    '/form/relations/0/field: sum is about all items of a list',
  ],
  [
    'a schema that is made of itself',
    form(object({ a: { $ref: '#/$defs/x' } }, { $defs: { x: object({ y: { $ref: '#/$defs/x' } }) } }), [
      control(a),
    ]),
    '/form/schema/$defs/x: "#/$defs/x" leads back to itself; a form has an end',
  ],
  [
    'a reference that leads nowhere',
    form(object({ a: { $ref: '#/$defs/x' } }), [control(a)]),
    '/form/schema/properties/a/$ref: "#/$defs/x" leads nowhere',
  ],
  [
    'a pattern that nobody can read',
    form(object({ a: { ...text, pattern: '(' } }), [control(a)]),
    '/form/schema/properties/a/pattern: this is no pattern',
  ],
  [
    'a field that nobody can send',
    form(object({ constructor: text }), [control('#/properties/constructor')]),
    '/form/schema/properties/constructor: no field can be called "constructor"',
  ],
  [
    'a keyword of another kind',
    form(object({ a: { ...text, maxLength: 'x' } }), [control(a)]),
    '/form/schema/properties/a/maxLength: this is not a usable form schema: must be integer',
  ],
])('%s is refused', (_, wrong, problem) => {
  expect(problemsOf(wrong).join('\n')).toContain(problem);
});

test('10,000 fields are answered with one sentence', () => {
  const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, nth) => [`f${nth}`, text]));
  expect(problemsOf(form(object(fields), [control('#/properties/f1')]))).toEqual([
    '/form/schema: a form has at most 1,000 fields, and this has more',
  ]);
});
