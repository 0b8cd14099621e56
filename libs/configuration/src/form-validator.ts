import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { JsonObject } from '#forms';
import { longestText } from './form-keywords';
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
      strict: false,
      code: { regExp: boundedRegExp },
    }),
  );
  return validator
    .addFormat('iban', /^[A-Z]{2}[0-9]{2}[A-Z0-9 ]+$/)
    .removeKeyword('uniqueItems')
    .addKeyword(uniqueItems);
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
