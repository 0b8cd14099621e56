import { isObject, type JsonObject } from './form';

/** A place in form data, whatever the number of items: names from the root on, {@link item} for "every item of this list". */
export type Place = readonly string[];

/** The step of a {@link Place} into a list. No field has this name. */
export const item = '*';

/**
 * The place that a scope means. A scope that begins with `.` is relative to the innermost list item around it, `..` to the one
 * around that.
 * @param around the place of that item; the root by default
 */
export function placeOf(scope: string, around: Place = []): Place {
  const [start = '', ...steps] = scope.split('/');
  let place = start === '#' ? [] : around;
  const rest = [...steps];
  if (start === '..') place = outerItem(place);
  while (rest[0] === '..') {
    place = outerItem(place);
    rest.shift();
  }
  const names: string[] = [...place];
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === 'items') names.push(item);
    else names.push(unescaped(rest[(at += 1)] ?? ''));
  }
  return names;
}

function outerItem(place: Place): Place {
  return place.slice(0, place.lastIndexOf(item, place.length - 2) + 1);
}

/** The scope of a place from the root on. */
export function scopeOf(place: Place): string {
  return ['#', ...place.map((name) => (name === item ? 'items' : `properties/${escaped(name)}`))].join('/');
}

/** RFC 6901: how a name stands in a pointer. */
export function escaped(name: string): string {
  // Nearly every name stands there as it is, and this is asked for every value.
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A place as one text, to find it by. */
export function keyOf(place: Place): string {
  let key = '';
  for (const name of place) key += `/${escaped(name)}`;
  return key;
}

/** The schema of the field at a place; undefined where the form has none. References within the schema are followed. */
export function fieldAt(schema: JsonObject, place: Place): JsonObject | undefined {
  let field = resolved(schema, schema);
  for (const name of place) {
    if (field === undefined) return undefined;
    const members: unknown = name === item ? field : field['properties'];
    const member = name === item ? 'items' : name;
    const next: unknown = isObject(members) && Object.hasOwn(members, member) ? members[member] : undefined;
    if (!isObject(next)) return undefined;
    field = resolved(schema, next);
  }
  return field;
}

/** What a reference within a schema leads to; undefined where it leads nowhere, or round in a circle. */
export function resolved(root: JsonObject, schema: JsonObject): JsonObject | undefined {
  const seen = new Set<JsonObject>();
  let found = schema;
  while (typeof found['$ref'] === 'string') {
    if (seen.has(found)) return undefined;
    seen.add(found);
    const definitions = root['$defs'];
    const name = found['$ref'].startsWith('#/$defs/') ? unescaped(found['$ref'].slice(8)) : undefined;
    if (name === undefined || !isObject(definitions) || !Object.hasOwn(definitions, name)) return undefined;
    const next: unknown = definitions[name];
    if (!isObject(next)) return undefined;
    found = next;
  }
  return found;
}
