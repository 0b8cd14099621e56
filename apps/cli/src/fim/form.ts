import { blocks, type LocalizedText, type WrittenField, type WrittenForm, type WrittenTopic } from '#forms';
import { isAboutApplicant, knownGroup, type KnownGroup } from './known-blocks';
import { fieldName, slug, UniqueNames } from './names';
import type { Remarks } from './remarks';
import { UnusableSchema, type FimContent, type FimField, type FimGroup, type FimSchema } from './schema';
import { fileLimitsOf } from './file-limits';
import { kindOf } from './values';

/** A proof that the applicant is asked for. */
export interface ImportedDocument {
  readonly key: string;
  readonly title: LocalizedText;
  readonly required: boolean;
  readonly types?: readonly string[];
  readonly maxMegabytes?: number;
  readonly maxFiles?: number;
}

/** The form of a service file, and the proofs that a schema asks for as files. */
export interface ImportedForm {
  readonly form: WrittenForm;
  readonly documents: readonly ImportedDocument[];
  /** What stands as a comment at a field, a group or a topic: its legal basis. */
  readonly comments: ReadonlyMap<object, string>;
}

/** Most items of a list whose number the schema does not limit, and most of any list. */
const [usualItems, mostItems] = [20, 500];
const mostTopics = 50;
/** A help text that is longer stands behind a button instead of under the label. */
const longestHint = 160;

/** Makes the form of a schema, in the format of service files; whatever does not fit is remarked. */
export function importForm(schema: FimSchema, remarks: Remarks): ImportedForm {
  return new FormImport(remarks).of(schema);
}

class FormImport {
  private readonly documents: ImportedDocument[] = [];
  private readonly documentKeys = new UniqueNames();
  private readonly comments = new Map<object, string>();

  constructor(private readonly remarks: Remarks) {}

  of(schema: FimSchema): ImportedForm {
    this.remarkRules(schema);
    const names = new UniqueNames();
    const topics: WrittenTopic[] = [];
    // Fields outside of groups are a page of their own, where they stand.
    let loose: WrittenField[] = [];
    const endLoose = (): void => {
      if (loose.length > 0) topics.push({ title: both(schema.label), fields: loose });
      loose = [];
    };
    for (const content of schema.contents) {
      if (content.element.kind === 'field') loose.push(...this.fields([content], names, true));
      else {
        const topic = this.topic(content, content.element, names);
        if (topic === undefined) continue;
        endLoose();
        topics.push(topic);
      }
    }
    endLoose();
    if (topics.length === 0)
      throw new UnusableSchema(`Line ${schema.line}: nothing in the schema ${schema.id} is filled in.`);
    if (topics.length > mostTopics)
      throw new UnusableSchema(
        `Line ${schema.line}: the schema has ${topics.length} groups at its top, which are the topics of a form; it has at most ${mostTopics}.`,
      );
    return { form: { topics }, documents: this.documents, comments: this.comments };
  }

  /** A group at the top is a page; one that stands exactly once needs no object around its fields. */
  private topic(content: FimContent, group: FimGroup, names: UniqueNames): WrittenTopic | undefined {
    const isPlain = content.min === 1 && content.max === 1 && knownGroup(group) === undefined;
    if (isPlain) this.remarkRules(group);
    const fields = isPlain
      ? this.groupFields(group, names, true, fieldName(group.label))
      : this.fields([content], names, true);
    if (fields.length === 0) return undefined;
    const topic = {
      title: both(group.label),
      ...(isPlain && group.help !== undefined && { hint: both(group.help) }),
      fields,
    };
    if (isPlain) this.comment(topic, group);
    return topic;
  }

  /** @param always whether whoever fills the form in comes by: a file that is not asked of everybody is no required proof */
  private fields(
    contents: readonly FimContent[],
    names: UniqueNames,
    always: boolean,
    prefix?: string,
  ): WrittenField[] {
    return contents.flatMap((content) => {
      const { element, max } = content;
      this.remarkRules(element);
      if (max === 0) {
        this.remarks.add(element, 'stands 0 times at most', 'left out');
        return [];
      }
      const written =
        element.kind === 'field'
          ? this.field(content, element, names, always, prefix)
          : this.group(content, element, names, always, prefix);
      if (written === undefined) return [];
      this.comment(written, element);
      return [written];
    });
  }

  private groupFields(group: FimGroup, names: UniqueNames, always: boolean, prefix?: string): WrittenField[] {
    if (!group.isChoice) return this.fields(group.contents, names, always, prefix);
    return this.alternatives(group, names, prefix);
  }

  private field(
    { min, max }: FimContent,
    field: FimField,
    names: UniqueNames,
    always: boolean,
    prefix: string | undefined,
  ): WrittenField | undefined {
    if (field.type === 'file') return this.document(field, always && min > 0, max);
    if (field.art === 'label') return { note: both(field.content ?? field.label) };
    if (field.art === 'hidden' || field.art === 'locked') {
      const what =
        field.art === 'hidden' ? 'is hidden from people' : 'is shown to people and not filled in by them';
      this.remarks.add(field, `"${field.label}" ${what}`, 'left out');
      return undefined;
    }
    if (field.type === 'obj') {
      this.remarks.add(
        field,
        `"${field.label}" holds an object of which the schema says nothing`,
        'left out',
      );
      return undefined;
    }
    if (field.content !== undefined)
      this.remarks.add(field, `begins with "${field.content}"`, 'begins empty');
    const name = names.take(...candidates(field.label, prefix));
    const shown = { label: both(field.label), ...helpOf(field.help) };
    if (max === 1) return { name, ...shown, ...kindOf(field, false, this.remarks), ...optionalIf(min === 0) };
    const kind = kindOf(field, true, this.remarks);
    if (kind.choices !== undefined) {
      if (min > 1) this.remarks.add(field, `at least ${min} values have to be chosen`, 'at least one');
      if (max < Object.keys(kind.choices).length)
        this.remarks.add(field, `at most ${max} values may be chosen`, 'any number of them');
      return { name, ...shown, ...kind, ...optionalIf(min === 0) };
    }
    const one: WrittenField = { name: 'wert', label: both(field.label), ...kind };
    return { name, ...shown, ...this.repeat({ min, max }, field), fields: [one] };
  }

  private document(field: FimField, required: boolean, max: number): undefined {
    const { label } = field;
    const key = this.documentKeys.take(slug(label));
    this.documents.push({
      key,
      title: both(label),
      required,
      ...fileLimitsOf(field, max, this.remarks),
    });
    if (field.help !== undefined)
      this.remarks.add(field, `the proof "${label}" has a help text: ${field.help}`, 'left out');
  }

  private group(
    { min, max }: FimContent,
    group: FimGroup,
    names: UniqueNames,
    always: boolean,
    prefix: string | undefined,
  ): WrittenField | undefined {
    const known = knownGroup(group);
    const name = names.take(...candidates(group.label, prefix));
    const isAsked = always && min > 0 && max === 1;
    if (known !== undefined && max === 1)
      return { ...this.block(known, group, name, isAsked), ...optionalIf(min === 0) };
    const inside = new UniqueNames();
    const fields =
      known === undefined
        ? this.groupFields(group, inside, isAsked)
        : [{ ...this.block(known, group, inside.take(known.block), isAsked), flat: true as const }];
    if (fields.length === 0) return undefined;
    if (max === 1)
      return { group: both(group.label), name, ...helpOf(group.help), fields, ...optionalIf(min === 0) };
    return {
      name,
      label: both(group.label),
      ...helpOf(group.help),
      ...this.repeat({ min, max }, group),
      fields,
    };
  }

  /** A group that is one of our building blocks, with what it has beyond it. */
  private block(
    { block, fields, others }: KnownGroup,
    group: FimGroup,
    as: string,
    always: boolean,
  ): WrittenField {
    const only = [...fields.keys()];
    const change: Record<string, { optional: boolean }> = {};
    for (const [name, { element, min }] of fields) {
      this.remarkRules(element);
      const usual = blocks[block]?.fields.find((field) => field.name === name)?.optional === true;
      if (usual !== (min === 0)) change[name] = { optional: min === 0 };
    }
    const ids = [...fields.values()].map(({ element }) => element.id).join(', ');
    this.remarks.add(
      group,
      `"${group.label}" is our building block "${block}"`,
      `its labels, limits and help stand for those of ${ids}`,
    );
    const names = new UniqueNames();
    for (const name of only) names.take(name);
    const more = this.fields(others, names, always);
    return {
      block,
      as,
      label: both(group.label),
      ...helpOf(group.help),
      only,
      ...(Object.keys(change).length > 0 && { change }),
      ...(isAboutApplicant(group) && { prefill: true }),
      ...(more.length > 0 && { fields: more }),
    };
  }

  /** One of several: a choice, and each of them shown where it is the one. */
  private alternatives(group: FimGroup, names: UniqueNames, prefix: string | undefined): WrittenField[] {
    const name = names.take(...candidates(`${group.label} Auswahl`, prefix));
    const values = new UniqueNames();
    const choice: Record<string, LocalizedText> = {};
    const shown = group.contents.flatMap((content) => {
      const fields = this.fields([{ ...content, min: Math.max(content.min, 1) }], names, false, prefix);
      if (fields.length === 0) return [];
      const value = values.take(slug(content.element.label));
      choice[value] = both(content.element.label);
      return fields.map((field): WrittenField =>
        this.sameComment({ ...field, show: { [name]: value } }, field),
      );
    });
    if (shown.length < 2) return shown.map(({ show: _, ...field }) => field);
    this.remarks.add(
      group,
      `one of ${shown.length} has to be chosen in "${group.label}"`,
      'asked for as a choice first',
    );
    return [{ name, label: both(group.label), ...helpOf(group.help), choice }, ...shown];
  }

  private repeat(
    { min, max }: Pick<FimContent, 'min' | 'max'>,
    element: FimField | FimGroup,
  ): Pick<WrittenField, 'repeat'> {
    const most = max === Infinity ? usualItems : Math.min(max, mostItems);
    if (most < max)
      this.remarks.add(
        element,
        max === Infinity ? 'stands any number of times' : `stands up to ${max} times`,
        `at most ${Math.max(most, min)} times`,
      );
    const least = Math.min(min, mostItems);
    return {
      repeat: { ...(least > 0 && { min: least }), max: Math.max(most, least), item: both(element.label) },
    };
  }

  private remarkRules({ rules }: FimSchema | FimField | FimGroup): void {
    for (const { line, id, name, text } of rules)
      this.remarks.add(
        { line, id },
        `the rule "${name}" is free text: ${text}`,
        'not checked; write it as show, require or must',
      );
  }

  private comment(written: object, element: FimField | FimGroup): void {
    const known = element.kind === 'group' ? knownGroup(element) : undefined;
    const fields = [...(known?.fields.values() ?? [])].map((content) => content.element);
    const lines = [element, ...fields]
      .filter(({ bases }) => bases.length > 0)
      .map(({ id, bases }) => `${id}: ${bases.join('; ')}`);
    if (lines.length > 0) this.comments.set(written, lines.join('\n'));
  }

  private sameComment<Written extends object>(written: Written, as: object): Written {
    const comment = this.comments.get(as);
    if (comment !== undefined) this.comments.set(written, comment);
    return written;
  }
}

/** FIM's texts are German; the English ones are for people to write. */
function both(text: string): LocalizedText {
  return { de: text, en: text };
}

function helpOf(help: string | undefined): Pick<WrittenField, 'hint' | 'help'> {
  if (help === undefined) return {};
  return help.length <= longestHint ? { hint: both(help) } : { help: both(help) };
}

function optionalIf(optional: boolean): { optional?: true } {
  return optional ? { optional: true } : {};
}

function candidates(label: string, prefix: string | undefined): readonly [string, ...string[]] {
  const name = fieldName(label);
  return prefix === undefined ? [name] : [name, fieldName(`${prefix} ${label}`)];
}
