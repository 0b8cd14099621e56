import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ConfigurationFile, Path } from './configuration-file';
import { checkBounds, longestText } from './form-bounds';
import type { Form, JsonObject, UiElement } from './types';
import { uniqueItems } from './unique-items';

/**
 * Compiles the schema of a form. Every error is collected, so that a person sees all that is missing at once.
 * @throws Error when the schema is not a valid JSON Schema 2020-12 or uses a keyword or format that nobody checks.
 */
export function compileFormSchema(schema: JsonObject): ValidateFunction {
  // A validator of its own, as two forms may use the same $id.
  return strictValidator().compile(schema);
}

function strictValidator(): Ajv2020 {
  const validator = addFormats(
    new Ajv2020({
      allErrors: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
      code: { regExp: boundedRegExp },
    }),
  );
  return validator.removeKeyword('uniqueItems').addKeyword(uniqueItems);
}

/** A pattern is not tried on a text that no form may hold: what it costs there nobody has thought of. */
const boundedRegExp = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    return {
      test: (text: string) => text.length <= longestText && expression.test(text),
      // By this Ajv tells patterns apart: those that read the same are one.
      toString: () => String(expression),
    };
  },
  { code: 'new RegExp' },
);

const conditions = strictValidator();

/** Checks what the schema of a service file cannot say about its form; `at` is where the form stands in the file. */
export function checkForm(form: Form, at: Path, file: ConfigurationFile): void {
  try {
    compileFormSchema(form.schema);
  } catch (error) {
    file.report(
      [...at, 'schema'],
      `this is not a usable form schema: ${error instanceof Error ? error.message : error}`,
    );
    return;
  }
  checkBounds(form.schema, [...at, 'schema'], file);
  const shown = new Set<string>();
  checkElement(form.uiSchema, [...at, 'uiSchema'], form.schema, shown, file);
  for (const [index, name] of requiredFields(form.schema).entries()) {
    const scope = `#/properties/${name}`;
    if (fieldAt(form.schema, scope) === undefined) {
      file.report(
        [...at, 'schema', 'required', index],
        `"${name}" is required but is no property of the schema`,
      );
    } else if (![...shown].some((seen) => seen === scope || seen.startsWith(`${scope}/`))) {
      file.report(
        [...at, 'schema', 'required', index],
        `"${name}" is required but no control asks for it; add one`,
      );
    }
  }
}

function checkElement(
  element: UiElement,
  at: Path,
  schema: JsonObject,
  shown: Set<string>,
  file: ConfigurationFile,
): void {
  if (element.scope !== undefined) {
    shown.add(element.scope);
    const field = fieldAt(schema, element.scope);
    if (field === undefined)
      file.report([...at, 'scope'], `the form schema has no field at "${element.scope}"`);
    else checkValueLabels(element, field, at, file);
  }
  if (element.rule !== undefined) {
    const { scope, schema: condition } = element.rule.condition;
    if (fieldAt(schema, scope) === undefined) {
      file.report([...at, 'rule', 'condition', 'scope'], `the form schema has no field at "${scope}"`);
    }
    try {
      conditions.compile(condition);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      file.report([...at, 'rule', 'condition', 'schema'], `this is not a usable condition: ${reason}`);
    }
  }
  for (const [index, child] of (element.elements ?? []).entries()) {
    checkElement(child, [...at, 'elements', index], schema, shown, file);
  }
}

/** A choice without a text in both languages would be shown as a code (R25). */
function checkValueLabels(element: UiElement, field: JsonObject, at: Path, file: ConfigurationFile): void {
  const items = isObject(field['items']) ? field['items'] : field;
  const values = Array.isArray(items['enum']) ? items['enum'].map(String) : [];
  const labels = element.valueLabels ?? {};
  for (const value of values.filter((value) => !Object.hasOwn(labels, value))) {
    file.report(at, `the value "${value}" of ${element.scope} has no text; add it to valueLabels`);
  }
  for (const value of Object.keys(labels).filter((value) => !values.includes(value))) {
    file.report([...at, 'valueLabels', value], `"${value}" is not a value of ${element.scope}`);
  }
}

/** The schema of the field that a scope such as `#/properties/dog/properties/name` leads to. */
function fieldAt(schema: JsonObject, scope: string): JsonObject | undefined {
  let field = followReference(schema, schema);
  for (const step of scope.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const next: unknown = field !== undefined && Object.hasOwn(field, name) ? field[name] : undefined;
    if (!isObject(next)) return undefined;
    field = followReference(schema, next);
  }
  return field;
}

function followReference(root: JsonObject, schema: JsonObject): JsonObject | undefined {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/$defs/')) return schema;
  const definitions = root['$defs'];
  const definition: unknown = isObject(definitions)
    ? definitions[reference.slice('#/$defs/'.length)]
    : undefined;
  return isObject(definition) ? definition : undefined;
}

function requiredFields(schema: JsonObject): string[] {
  const required = schema['required'];
  return Array.isArray(required) ? required.map(String) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
