import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';

/**
 * Reads what an operator wrote into a YAML file of settings, such as the providers that an installation works with.
 * @param variable the variable of the environment that names the file, for messages
 * @param schema JSON Schema, draft 7
 * @param check what a schema cannot say; throws with one sentence that begins with the field
 * @throws Error naming the file, the variable, the field and what is allowed
 */
export function readSettings<Settings, Read = Settings>(
  file: string,
  variable: string,
  schema: object,
  check: (settings: Settings) => Read,
): Read {
  try {
    const settings: unknown = parse(readFileSync(file, 'utf8')) ?? {};
    const validate = new Ajv({ strictTypes: false, discriminator: true }).compile<Settings>(schema);
    if (!validate(settings)) throw new Error(faultOf(validate.errors?.[0]));
    return check(settings);
  } catch (error) {
    throw new Error(`${file} (${variable}): ${(error as Error).message}`, { cause: error });
  }
}

/** `bundid.dialect must be equal to one of the allowed values: akdb, plain`. */
function faultOf(fault: ErrorObject | undefined): string {
  const { instancePath = '', message = 'is wrong', params = {} } = fault ?? {};
  const { allowedValues, additionalProperty } = params as {
    allowedValues?: readonly string[];
    additionalProperty?: string;
  };
  const more = allowedValues?.join(', ') ?? additionalProperty;
  const field = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  return `${field} ${message}${more === undefined ? '' : `: ${more}`}`;
}
