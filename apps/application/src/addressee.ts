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
export function addresseeOf(who: Declared): readonly string[] {
  const say = sayingOf(who);
  return [
    say('title', 'givenName', 'familyName'),
    say('street', 'houseNumber'),
    say('postcode', 'city'),
  ].filter((line) => line !== '');
}

/** What a form says the name of its applicant is; empty where it asks for none. */
export function declaredName(schema: JsonObject, form: JsonObject): string {
  return sayingOf({ schema, form, profile: {} })('title', 'givenName', 'familyName');
}

/** Who pays a fee, as the payment service tells providers and writes receipts. Nothing where nothing is known. */
export interface Payer {
  readonly name?: string;
  readonly firstName?: string;
  readonly address: {
    readonly street?: string;
    readonly houseNumber?: string;
    readonly postalCode?: string;
    readonly city?: string;
  };
}

/** The same person by the parts of name and address. */
export function payerOf(who: Declared): Payer {
  const say = sayingOf(who);
  const part = (key: string, attribute: string) => {
    const said = say(attribute);
    return said === '' ? {} : { [key]: said };
  };
  return {
    ...part('name', 'familyName'),
    ...part('firstName', 'givenName'),
    address: {
      ...part('street', 'street'),
      ...part('houseNumber', 'houseNumber'),
      ...part('postalCode', 'postcode'),
      ...part('city', 'city'),
    },
  };
}

/** What is known of somebody by the names of attributes, in one line; empty where nothing is. */
function sayingOf({ schema, form, profile }: Declared): (...names: readonly string[]) => string {
  const declared = declaredIn(schema, form);
  return (...names) =>
    names
      .map((name) => declared.get(name) ?? textOf(profile, name) ?? '')
      .filter((part) => part !== '')
      .join(' ');
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
