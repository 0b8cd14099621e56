import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ConfigurationFile, Path } from './configuration-file';
import { isMisspelt, reasonOf } from './reasons';

/** What the schemas of all files are compiled by. */
export const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  verbose: true,
});
addFormats(ajv);

/** What a file says, where it is as its schema demands; every way in which it is not is reported. */
export function conforming<Content>(
  file: ConfigurationFile,
  validate: ValidateFunction<Content>,
  isSaidBetter: (error: ErrorObject) => boolean = () => false,
): Content | undefined {
  if (file.problems.length > 0) return undefined;
  if (validate(file.content)) return file.content;
  const errors = validate.errors ?? [];
  for (const error of errors) {
    // "if" only repeats what its "then" already says.
    if (error.keyword === 'if' || isSaidBetter(error) || isMisspelt(error, errors)) continue;
    file.report(placeOf(error), reasonOf(error));
  }
  return undefined;
}

/** Where the file is wrong: an unknown field itself, not what it stands in. */
function placeOf({ keyword, instancePath, params }: ErrorObject): Path {
  const path = pathOf(instancePath);
  return keyword === 'additionalProperties' ? [...path, String(params['additionalProperty'])] : path;
}

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
