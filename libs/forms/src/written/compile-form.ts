import type { Form, JsonObject, LocalizedText, Relation, Rule, UiElement } from '../form';
import { item, type Place } from '../places';
import { always, conditionOf, type UsedAt } from './conditions';
import { fieldsOf, readFields, type FieldNode } from './field-tree';
import { itemAround, Names, scopeWithin } from './names';
import { fieldRelationOf, relationOf } from './relations';
import { valueLabelsOf, valueSchema } from './value-schema';
import { valueKinds, type FormProblem, type WrittenForm, type WrittenPath, type When } from './written-form';

/** Most fields of a form: nobody fills in more, and every one is looked at whenever the form is. */
export const mostFields = 1_000;

/** Attributes of a profile that a field can begin with (R11, R15, R23, D19b). */
export const prefillAttributes = [
  'salutation',
  'title',
  'givenName',
  'familyName',
  'birthName',
  'pseudonym',
  'dateOfBirth',
  'placeOfBirth',
  'nationality',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'phone',
  'email',
] as const;

export type PrefillAttribute = (typeof prefillAttributes)[number];

/** What a written form becomes, or what is wrong with it, all at once. */
export interface CompiledForm {
  /** Undefined when there are problems. */
  readonly form: Form | undefined;
  readonly problems: readonly FormProblem[];
  /** Its fields, for what else names them. */
  readonly names?: Names;
}

/** Makes the form that is stored and that clients get out of the one that people write; building blocks are put in. */
export function compileForm(written: WrittenForm): CompiledForm {
  const problems: FormProblem[] = [];
  const topics = written.topics.map(({ fields }, index) =>
    readFields(fields, ['topics', index, 'fields'], [], problems),
  );
  const report = (path: WrittenPath, reason: string) => void problems.push({ path, reason });
  const names = new Names(topics.flat(), (node) =>
    report(node.at, `there is another field "${node.name}" beside this one; give it another name`),
  );
  if (names.size > mostFields)
    report([], `a form has at most ${mostFields.toLocaleString('en')} fields, and this has ${names.size}`);
  if (problems.length > 0) return { form: undefined, problems };

  const compiler = new Compiler(names, report);
  const content = emptyContent();
  for (const [index, nodes] of topics.entries()) {
    const { title, hint, show, hide } = written.topics[index] as WrittenForm['topics'][number];
    const at = ['topics', index];
    const rules = compiler.rules({ show, hide }, { around: [], at, report });
    const elements = compiler.fields(nodes, [], rules.length > 0, content);
    content.elements.push({
      ...{ type: 'Topic', label: title },
      ...(hint !== undefined && { hint }),
      ...(rules.length > 0 && { rules }),
      elements,
    });
  }
  for (const [index, relation] of (written.must ?? []).entries())
    compiler.relate(relationOf(relation, names, { around: [], at: ['must', index], report }));
  if (problems.length > 0) return { form: undefined, problems };
  return {
    form: {
      schema: objectSchema(content),
      uiSchema: { type: 'VerticalLayout', elements: content.elements },
      ...(compiler.relations.length > 0 && { relations: compiler.relations }),
    },
    problems,
    names,
  };
}

/** What stands in one object of the data, and the elements that ask for it. */
interface Content {
  readonly properties: Record<string, JsonObject>;
  readonly required: string[];
  readonly elements: UiElement[];
}

const emptyContent = (): Content => ({ properties: {}, required: [], elements: [] });

function objectSchema({ properties, required }: Content): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties,
  };
}

type Required = 'yes' | 'by-rule' | 'no';

/** Whether an element, or one that it shows of the same object, can be required by a rule. */
function requiresByRule(element: UiElement): boolean {
  if (element.rules?.some(({ effect }) => effect === 'REQUIRE')) return true;
  return element.scope === undefined && (element.elements ?? []).some(requiresByRule);
}

interface Rules {
  readonly show?: When | undefined;
  readonly hide?: When | undefined;
  readonly require?: When | undefined;
  readonly lock?: When | undefined;
}

class Compiler {
  readonly relations: Relation[] = [];

  constructor(
    private readonly names: Names,
    private readonly report: (path: WrittenPath, reason: string) => void,
  ) {}

  relate(relation: Relation | undefined): void {
    if (relation !== undefined) this.relations.push(relation);
  }

  rules({ show, hide, require, lock }: Rules, used: UsedAt): Rule[] {
    const rule = (effect: Rule['effect'], name: string, when: When | undefined): Rule[] =>
      when === undefined
        ? []
        : [{ effect, condition: conditionOf(when, this.names, { ...used, at: [...used.at, name] }) }];
    return [
      ...rule('SHOW', 'show', show),
      ...rule('HIDE', 'hide', hide),
      ...rule('REQUIRE', 'require', require),
      ...rule('LOCK', 'lock', lock),
    ];
  }

  /**
   * The elements of some fields; what they mean for the data is put into `content`.
   * @param around the object or item that they lie in
   * @param conditional whether the element around them is shown by a rule only: then the schema alone cannot require them
   */
  fields(nodes: readonly FieldNode[], around: Place, conditional: boolean, content: Content): UiElement[] {
    return nodes.map((node) => this.#field(node, around, conditional, content));
  }

  #field(node: FieldNode, around: Place, conditional: boolean, content: Content): UiElement {
    const { written, kind, name } = node;
    const used = { around, at: node.at, report: this.report };
    const rules = this.rules(written, used);
    const byRule = conditional || written.show !== undefined || written.hide !== undefined;
    const shown = {
      ...(written.hint !== undefined && { hint: written.hint }),
      ...(written.help !== undefined && { help: written.help }),
    };
    if (kind === 'note') return withRules({ type: 'Label', label: written.note as LocalizedText }, rules);
    if (kind === 'group' && name === undefined) {
      const elements = this.fields(node.fields, around, byRule, content);
      this.#relateFields(node, around);
      return withRules(
        { ...{ type: 'Group', label: written.group as LocalizedText }, ...shown, elements },
        rules,
      );
    }
    const scope = scopeWithin(node.place, itemAround(around)) as string;
    const { schema, element, required } = this.#valueOf(node, scope);
    content.properties[name as string] = schema;
    if (required !== 'no' && !written.optional && written.require === undefined) {
      if (byRule || required === 'by-rule') rules.push({ effect: 'REQUIRE', condition: always });
      else content.required.push(name as string);
    }
    return withRules({ ...element, ...shown }, rules);
  }

  /**
   * What a named field is in the schema, how it is asked for, and whether it is required unless it is optional: an object is when
   * something in it is, by the schema or by a rule.
   */
  #valueOf(
    node: FieldNode,
    scope: string,
  ): { readonly schema: JsonObject; readonly element: UiElement; readonly required: Required } {
    const { written } = node;
    const inside = emptyContent();
    switch (node.kind) {
      case 'group': {
        const elements = this.fields(node.fields, node.place, false, inside);
        this.#relateFields(node, node.place);
        return {
          schema: objectSchema(inside),
          element: { type: 'Group', scope, label: written.group as LocalizedText, elements },
          required: inside.required.length > 0 ? 'yes' : elements.some(requiresByRule) ? 'by-rule' : 'no',
        };
      }
      case 'repeat': {
        const { min = 0, max = 1, item: itemLabel } = written.repeat ?? {};
        if (min > max) this.report([...node.at, 'repeat'], `min ${min} is more than max ${max}`);
        const elements = this.fields(node.fields, [...node.place, item], false, inside);
        return {
          schema: {
            type: 'array',
            items: objectSchema(inside),
            ...(min > 0 && { minItems: min }),
            maxItems: max,
          },
          element: {
            ...{ type: 'List', scope, label: written.label as LocalizedText },
            ...(itemLabel !== undefined && { itemLabel }),
            elements,
          },
          required: min > 0 ? 'yes' : 'no',
        };
      }
      case 'text':
      case 'whole':
      case 'decimal':
      case 'money':
      case 'date':
      case 'time':
      case 'moment':
      case 'yes':
      case 'choice':
      case 'choices':
      case 'note':
        return { ...this.#control(node, scope), required: 'yes' };
    }
  }

  #control(node: FieldNode, scope: string): { readonly schema: JsonObject; readonly element: UiElement } {
    const { written, at } = node;
    const kind = valueKinds.find((one) => one === node.kind);
    const schema = kind === undefined ? {} : valueSchema(written, kind);
    if (typeof schema === 'string') this.report([...at, node.kind], schema);
    const { prefill, autocomplete } = written;
    if (typeof prefill === 'boolean' || (prefill !== undefined && !isPrefillAttribute(prefill)))
      this.report([...at, 'prefill'], `prefill names one of ${prefillAttributes.join(', ')}, not ${prefill}`);
    for (const [index, relation] of (written.must ?? []).entries()) {
      const used = { around: node.place.slice(0, -1), at: [...at, 'must', index], report: this.report };
      this.relate(fieldRelationOf(relation, node, this.names, used));
    }
    const valueLabels = valueLabelsOf(written);
    const options = optionsOf(node);
    return {
      schema: {
        ...(typeof schema === 'string' ? {} : schema),
        ...(prefill !== undefined && { 'x-prefill': prefill }),
        ...(autocomplete !== undefined && { 'x-autocomplete': autocomplete }),
      },
      element: {
        ...{ type: 'Control', scope, label: written.label as LocalizedText },
        ...(valueLabels !== undefined && { valueLabels }),
        ...(options !== undefined && { options }),
      },
    };
  }

  /** The relations that a building block brings with it. */
  #relateFields({ must, at }: FieldNode, around: Place): void {
    for (const relation of must) {
      if (fieldsOf(relation).length > 0)
        this.relate(relationOf(relation, this.names, { around, at, report: this.report }));
    }
  }
}

/** Up to so many values of a choice are shown all at once. */
const mostRadios = 5;

function optionsOf({ kind, written }: FieldNode): UiElement['options'] | undefined {
  if (kind === 'text' && typeof written.text === 'object' && written.text.lines) return { multi: true };
  if (kind !== 'choice') return undefined;
  return { format: Object.keys(written.choice ?? {}).length > mostRadios ? 'select' : 'radio' };
}

/** Whether a profile can have an attribute of this name. */
export function isPrefillAttribute(name: unknown): name is PrefillAttribute {
  return (prefillAttributes as readonly unknown[]).includes(name);
}

function withRules(element: UiElement, rules: readonly Rule[]): UiElement {
  return rules.length > 0 ? { ...element, rules } : element;
}
