import { isObject, type Form, type JsonObject } from './form';
import { matches } from './json-schema';
import type { Place } from './places';
import { withValueAt } from './pointers';
import { isPrefillAttribute, type PrefillAttribute } from './written/compile-form';

/** A field that can begin with an attribute of the profile: `x-prefill` names it. */
export interface ProfileField {
  readonly place: Place;
  readonly attribute: PrefillAttribute;
}

/** What the profile says for one field. */
export interface ProfileValue extends ProfileField {
  readonly value: string;
}

interface FoundField extends ProfileField {
  readonly schema: JsonObject;
}

/** An address is taken from the profile as a whole: half of one and half of another would be none. */
const addressAttributes: readonly PrefillAttribute[] = ['street', 'houseNumber', 'postcode', 'city'];

/** The fields of a form that a profile can fill. Nothing within lists, of which nobody knows how many items there will be. */
export function profileFields({ schema }: Form): readonly ProfileField[] {
  return objectsWithin(schema, []).flat();
}

/**
 * What a profile says for the fields of a form, as far as it is right there. Of an address of which one part is not right, none
 * is taken.
 * @param valueOf the value of an attribute of the profile
 */
export function profileValues(
  { schema }: Form,
  valueOf: (attribute: string) => string | undefined,
): readonly ProfileValue[] {
  return objectsWithin(schema, []).flatMap((fields) => {
    const known = fields.flatMap(({ place, attribute, schema }) => {
      const value = valueOf(attribute);
      return value === undefined ? [] : [{ place, attribute, value, isRight: matches(schema, value) }];
    });
    const isOfAddress = ({ attribute }: ProfileField) => addressAttributes.includes(attribute);
    const isWrongAddress = known.some((one) => isOfAddress(one) && !one.isRight);
    return known
      .filter((one) => one.isRight && !(isWrongAddress && isOfAddress(one)))
      .map(({ isRight: _, ...value }) => value);
  });
}

/** Data with what a profile says for some of its fields. */
export function withProfileValues(data: JsonObject, values: readonly ProfileValue[]): JsonObject {
  return values.reduce(
    (filled, { place, value }) => withValueAt(filled, { place, items: [] }, value) as JsonObject,
    data,
  );
}

/** Whether a form begins with anything that a profile knows. */
export function asksProfile(form: Form): boolean {
  return profileFields(form).length > 0;
}

/** The fields that a profile can fill, by the objects that they lie in. */
function objectsWithin({ properties }: JsonObject, around: Place): readonly (readonly FoundField[])[] {
  if (!isObject(properties)) return [];
  const own: FoundField[] = [];
  const inside = Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    const place = [...around, name];
    const attribute = schema['x-prefill'];
    if (!isPrefillAttribute(attribute)) return objectsWithin(schema, place);
    own.push({ place, attribute, schema });
    return [];
  });
  return [own, ...inside];
}
