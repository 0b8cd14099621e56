import type { Relation } from '../form';
import { item, scopeOf, type Place } from '../places';
import type { FieldNode } from './field-tree';
import type { Names } from './names';
import type { UsedAt } from './conditions';
import { type FieldKind, fieldKinds, type WrittenFieldRelation, type WrittenRelation } from './written-form';

const ordered: readonly FieldKind[] = ['date', 'time', 'moment', 'whole', 'money', 'decimal'];
const numbers: readonly FieldKind[] = ['whole', 'money', 'decimal'];

/** The relation between fields that is written; undefined when something is wrong with it, which is reported. */
export function relationOf(written: WrittenRelation, names: Names, used: UsedAt): Relation | undefined {
  const said = written.message === undefined ? {} : { message: written.message };
  const field = (name: string, kinds: readonly FieldKind[], what: string) =>
    fieldFor(name, kinds, what, names, used);
  if ('order' in written) {
    const [from, until] = written.order.map((name) => field(name, ordered, 'order'));
    if (from === undefined || until === undefined) return undefined;
    if (from.kind !== until.kind) {
      used.report(
        used.at,
        `order compares values of one kind, not ${from.kind} "${from.name}" with ${until.kind} "${until.name}"`,
      );
      return undefined;
    }
    return { kind: 'order', from: scopeOf(from.place), until: scopeOf(until.place), ...said };
  }
  if ('sum' in written) {
    const summed = inList(field(written.sum, numbers, 'sum'), 'sum', used);
    const limits = { is: written.is, atLeast: written.atLeast, atMost: written.atMost };
    const texts = Object.entries(limits).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    if (texts.length === 0) used.report(used.at, 'sum says is, atLeast or atMost');
    for (const [name, text] of texts) {
      if (!/^-?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(text))
        used.report([...used.at, name], `"${text}" is no number`);
    }
    return summed && { kind: 'sum', field: scopeOf(summed.place), ...Object.fromEntries(texts), ...said };
  }
  if ('age' in written) {
    const from = field(written.age, ['date'], 'age');
    const age = from && ageOf(from.place, written, names, used);
    return age && { ...age, ...said };
  }
  if ('distinct' in written) {
    const values = fieldKinds.filter((kind) => !['repeat', 'group', 'note', 'block'].includes(kind));
    const one = inList(field(written.distinct, values, 'distinct'), 'distinct', used);
    return one && { kind: 'distinct', field: scopeOf(one.place), ...said };
  }
  const fields = written.atLeastOneOf.map((name) => field(name, fieldKinds, 'atLeastOneOf'));
  const found = fields.filter((one) => one !== undefined);
  if (found.length < 2) used.report(used.at, 'atLeastOneOf needs two fields or more');
  return { kind: 'at-least-one-of', fields: found.map(({ place }) => scopeOf(place)), ...said };
}

/** The relation that a field names for its own value; undefined for `yes`, which its schema says, and for a wrong one. */
export function fieldRelationOf(
  written: WrittenFieldRelation,
  node: FieldNode,
  names: Names,
  used: UsedAt,
): Relation | undefined {
  const field = scopeOf(node.place);
  if (typeof written === 'object') {
    if (node.kind === 'date') return ageOf(node.place, written.age, names, used);
    used.report(used.at, `age holds for a date, and this is ${node.kind}`);
    return undefined;
  }
  switch (written) {
    case 'yes':
      if (node.kind !== 'yes') used.report(used.at, `only a field that is yes: true must be yes`);
      return undefined;
    case 'distinct':
      return inList(node, 'distinct', used) && { kind: 'distinct', field };
    case 'before-today':
    case 'not-after-today':
    case 'after-today':
    case 'not-before-today':
      if (node.kind === 'date') return { kind: written, field };
      used.report(used.at, `${written} holds for a date, and this is ${node.kind}`);
      return undefined;
  }
}

function ageOf(
  place: Place,
  {
    atLeast,
    atMost,
    on = 'today',
  }: { readonly atLeast?: number; readonly atMost?: number; readonly on?: string },
  names: Names,
  used: UsedAt,
): Relation | undefined {
  if (atLeast === undefined && atMost === undefined) used.report(used.at, 'age says atLeast, atMost or both');
  const day = on === 'today' ? undefined : fieldFor(on, ['date'], 'age', names, used);
  if (on !== 'today' && day === undefined) return undefined;
  return {
    kind: 'age',
    field: scopeOf(place),
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
    on: day === undefined ? 'today' : scopeOf(day.place),
  };
}

function fieldFor(
  name: string,
  kinds: readonly FieldKind[],
  what: string,
  names: Names,
  used: UsedAt,
): FieldNode | undefined {
  const found = names.find(name, used.around);
  if (found === undefined) {
    used.report(used.at, `there is no field "${name}"; ${names.listFor(name)}`);
    return undefined;
  }
  if (kinds.includes(found.kind)) return found;
  used.report(used.at, `${what} holds for ${kinds.join(', ')}, and "${name}" is ${found.kind}`);
  return undefined;
}

function inList(node: FieldNode | undefined, what: string, used: UsedAt): FieldNode | undefined {
  if (node === undefined || node.place.includes(item)) return node;
  used.report(used.at, `${what} is about all items of a list, and "${node.name}" lies in none`);
  return undefined;
}
