import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import type { Form } from '#forms';
import type { ConfigurationFile, Path } from './configuration-file';
import { checkKeywords } from './form-keywords';
import { checkLayout } from './form-layout';

const metaSchema = new Ajv2020({ allErrors: true, strict: false }).getSchema(
  'https://json-schema.org/draft/2020-12/schema',
) as ValidateFunction;

/** Checks what the schema of a service file cannot say about its form; `at` is where the form stands in the file. */
export function checkForm(form: Form, at: Path, file: ConfigurationFile): void {
  if (!metaSchema(form.schema)) {
    for (const { instancePath, message } of metaSchema.errors ?? [])
      file.report(
        [...at, 'schema', ...instancePath.split('/').slice(1)],
        `this is not a usable form schema: ${message}`,
      );
    return;
  }
  checkKeywords(form.schema, [...at, 'schema'], file);
  checkLayout(form, at, file);
}
