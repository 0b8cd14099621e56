import { isObject, type Form, type JsonObject } from './form';
import { matches } from './json-schema';

/**
 * What a form begins with: the values of the profile that its fields name by `x-prefill`, as far as they are right there. Nothing
 * within lists, of which nobody knows how many items there will be.
 * @param valueOf the value of an attribute of the profile
 */
export function prefilled({ schema }: Form, valueOf: (attribute: string) => string | undefined): JsonObject {
  return within(schema, valueOf) ?? {};
}

function within(
  schema: JsonObject,
  valueOf: (attribute: string) => string | undefined,
): JsonObject | undefined {
  const { properties } = schema;
  if (!isObject(properties)) return undefined;
  const found = Object.entries(properties).flatMap(([name, field]): [string, unknown][] => {
    if (!isObject(field)) return [];
    const attribute = field['x-prefill'];
    const value = typeof attribute === 'string' ? valueOf(attribute) : within(field, valueOf);
    return value !== undefined && (isObject(value) || matches(field, value)) ? [[name, value]] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Whether a form begins with anything that a profile knows. */
export function asksProfile({ schema }: Form): boolean {
  const asks = ({ properties }: JsonObject): boolean =>
    isObject(properties) &&
    Object.values(properties).some(
      (field) => isObject(field) && (field['x-prefill'] !== undefined || asks(field)),
    );
  return asks(schema);
}
