import type { JsonObject } from '#configuration';
import { textOf, type KnownProfile } from './commands/known-profile';

/** Who a paper is for. */
interface Declared {
  /** JSON Schema of the form, whose fields say by `x-prefill` which attribute of a profile they ask for. */
  readonly schema: JsonObject;
  readonly form: JsonObject;
  /** Of who submitted, as it stood then (law 10). */
  readonly profile: KnownProfile['attributes'];
}

/**
 * Name and address of who a paper is for, line by line: as they were declared in the form, else as identity knew them. Who signs in by
 * a link has no name there.
 */
export function addresseeOf({ schema, form, profile }: Declared): readonly string[] {
  const declared = declaredIn(schema, form);
  const say = (...names: readonly string[]) =>
    names
      .map((name) => declared.get(name) ?? textOf(profile, name) ?? '')
      .filter((part) => part !== '')
      .join(' ');
  return [
    say('title', 'givenName', 'familyName'),
    say('street', 'houseNumber'),
    say('postcode', 'city'),
  ].filter((line) => line !== '');
}

/** What a form says of the attributes of a profile, by attribute; the first field that asks for one counts. */
function declaredIn(schema: unknown, value: unknown): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  const look = (field: unknown, given: unknown): void => {
    if (!isObject(field)) return;
    const attribute = field['x-prefill'];
    if (
      typeof attribute === 'string' &&
      typeof given === 'string' &&
      given !== '' &&
      !declared.has(attribute)
    )
      declared.set(attribute, given);
    const { properties } = field;
    if (!isObject(properties) || !isObject(given)) return;
    for (const [name, member] of Object.entries(properties)) look(member, given[name]);
  };
  look(schema, value);
  return declared;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
