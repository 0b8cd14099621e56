import { blocks } from '../blocks';
import { meant } from '../nearest';
import { item, type Place } from '../places';
import {
  fieldKinds,
  type FieldKind,
  type FormProblem,
  type WrittenCommon,
  type WrittenField,
  type WrittenPath,
  type WrittenRelation,
} from './written-form';

/** One field of a form with its place in the data: building blocks are the groups that they stand for. */
export interface FieldNode {
  /** Where it stands in the written form. */
  readonly at: WrittenPath;
  readonly kind: Exclude<FieldKind, 'block'>;
  /** Where its value lies, or where its fields' values lie. */
  readonly place: Place;
  /** Undefined for what only shows something. */
  readonly name: string | undefined;
  readonly written: WrittenField;
  readonly fields: readonly FieldNode[];
  /** Relations that a building block brings with it, between its own fields. */
  readonly must: readonly WrittenRelation[];
}

/** Names of fields: what a program can use as a member, and no rule can take for anything else. */
const nameForm = /^[a-zA-Z][a-zA-Z0-9]*$/;

/** Names that mean something else: in conditions, and in every object, for which reason nobody may send them. */
const reserved = ['all', 'any', 'not', 'constructor', 'prototype'];

/** What is wrong with a name; undefined when it is one. */
function nameProblem(name: string): string | undefined {
  if (reserved.includes(name)) return `"${name}" is taken; no field is called ${reserved.join(', ')}`;
  return nameForm.test(name)
    ? undefined
    : `"${name}" is no name of a field: letters and digits, beginning with a letter`;
}

/** Reads the fields of a topic, a group or a repeating group, with building blocks put in. */
export function readFields(
  fields: readonly WrittenField[],
  at: WrittenPath,
  around: Place,
  problems: FormProblem[],
): FieldNode[] {
  return fields.flatMap((field, index) => readField(field, [...at, index], around, problems) ?? []);
}

function readField(
  field: WrittenField,
  at: WrittenPath,
  around: Place,
  problems: FormProblem[],
): FieldNode | undefined {
  const report = (path: WrittenPath, reason: string) =>
    void problems.push({ path: [...at, ...path], reason });
  const kinds = fieldKinds.filter((kind) => field[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const found = kinds.length === 0 ? 'none is here' : `here are ${kinds.join(' and ')}`;
    report([], `a field has exactly one kind, ${found}; kinds are ${fieldKinds.join(', ')}`);
    return undefined;
  }
  if (kind === 'block') return readBlock(field, field.block ?? '', at, around, problems);
  const isShownOnly = kind === 'note' || kind === 'group';
  if (field.name === undefined && !isShownOnly) {
    report([], `a field needs a name, e.g. name: startDate`);
    return undefined;
  }
  const problem = field.name === undefined ? undefined : nameProblem(field.name);
  if (problem !== undefined) {
    report(['name'], problem);
    return undefined;
  }
  if (field.label === undefined && !isShownOnly) report([], 'a field needs a label in both languages');
  if (kind !== 'group' && kind !== 'repeat' && field.fields !== undefined)
    report(['fields'], `only a group, a repeat or a block has fields, not ${kind}`);
  if ((kind === 'group' || kind === 'repeat') && (field.fields ?? []).length === 0)
    report([], `a ${kind} needs fields`);
  const place = field.name === undefined ? around : [...around, field.name];
  const inside = kind === 'repeat' ? [...place, item] : place;
  const fields =
    kind === 'group' || kind === 'repeat'
      ? readFields(field.fields ?? [], [...at, 'fields'], inside, problems)
      : [];
  return { at, kind, place, name: field.name, written: field, fields, must: [] };
}

function readBlock(
  field: WrittenField,
  name: string,
  at: WrittenPath,
  around: Place,
  problems: FormProblem[],
): FieldNode | undefined {
  const report = (path: WrittenPath, reason: string) =>
    void problems.push({ path: [...at, ...path], reason });
  const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  if (block === undefined) {
    report(
      ['block'],
      `there is no block "${name}"; there are ${Object.keys(blocks).join(', ')}${meant(name, Object.keys(blocks))}`,
    );
    return undefined;
  }
  const known = block.fields.map((one) => one.name);
  const { only, without = [], change = {} } = field;
  for (const [list, names] of Object.entries({ only: only ?? [], without, change: Object.keys(change) })) {
    for (const [index, one] of names.entries()) {
      if (!known.includes(one))
        report(
          list === 'change' ? [list, one] : [list, index],
          `block "${name}" has no field "${one}"; it has ${known.join(', ')}${meant(one, known)}`,
        );
    }
  }
  const as = field.as ?? field.name ?? name;
  const problem = nameProblem(as);
  if (problem !== undefined) {
    report(['as'], problem);
    return undefined;
  }
  const place = field.flat ? around : [...around, as];
  const chosen = block.fields.filter(
    (one) => (only ?? block.usual ?? known).includes(one.name) && !without.includes(one.name),
  );
  const own = chosen.map((one): FieldNode => {
    const changed = field.prefill === true ? one : withoutOwnData(one);
    const written = { ...changed, ...change[one.name] };
    const kind = fieldKinds.find((candidate) => one[candidate] !== undefined) as FieldNode['kind'];
    return { at, kind, place: [...place, one.name], name: one.name, written, fields: [], must: [] };
  });
  const more = readFields(field.fields ?? [], [...at, 'fields'], place, problems);
  const names = own.map((node) => node.name);
  const must = (block.must ?? []).filter((relation) =>
    fieldsOf(relation).every((one) => names.includes(one)),
  );
  const written: WrittenField = { ...common(field), group: field.label ?? block.title };
  return {
    ...{ at, kind: 'group', place, written, fields: [...own, ...more], must },
    name: field.flat ? undefined : as,
  };
}

/** Only somebody who speaks of themselves is helped by what the profile and the browser know of them. */
function withoutOwnData(field: WrittenField): WrittenField {
  const { prefill: _, autocomplete: __, ...rest } = field;
  return rest;
}

/** The part of a block's field that holds for the group which it becomes. */
function common({ hint, help, optional, show, hide, require, lock }: WrittenField): WrittenCommon {
  const defined = Object.entries({ hint, help, optional, show, hide, require, lock }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(defined) as WrittenCommon;
}

/** The names that a relation is about. */
export function fieldsOf(relation: WrittenRelation): readonly string[] {
  if ('order' in relation) return relation.order;
  if ('sum' in relation) return [relation.sum];
  if ('age' in relation)
    return relation.on === undefined || relation.on === 'today'
      ? [relation.age]
      : [relation.age, relation.on];
  if ('distinct' in relation) return [relation.distinct];
  return relation.atLeastOneOf;
}
