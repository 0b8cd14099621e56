import type { CodeLists, FimValue } from './code-lists';
import type { Remarks } from './remarks';
import { childOf, childrenOf, textOf, type XmlElement } from './xml';

/** What a FIM schema says, XDatenfelder 2 and 3 alike, without what only its editors need. */
export interface FimSchema extends FimElement {
  /** What it is for, where the schema says so. */
  readonly definition: string | undefined;
  readonly contents: readonly FimContent[];
}

/** What every element has. */
export interface FimElement {
  /** Line of the XML file. */
  readonly line: number;
  /** E.g. `F60000000227`; of XDatenfelder 2 e.g. `F60000227`. */
  readonly id: string;
  readonly version: string | undefined;
  /** What people read who fill the form in; else its name. */
  readonly label: string;
  readonly help: string | undefined;
  /** Legal basis. */
  readonly bases: readonly string[];
  /** Free texts: what has to hold, in words. */
  readonly rules: readonly FimRule[];
}

export interface FimRule {
  readonly line: number;
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A field or a group where it stands, and how often. */
export interface FimContent {
  readonly element: FimField | FimGroup;
  readonly min: number;
  /** Infinity for `*`. */
  readonly max: number;
}

export interface FimGroup extends FimElement {
  readonly kind: 'group';
  /** One of its contents is chosen (XDatenfelder 3: Auswahlgruppe). */
  readonly isChoice: boolean;
  readonly contents: readonly FimContent[];
}

/** How a field is filled in: `feldart`. */
export const fieldArts = ['input', 'select', 'label', 'hidden', 'locked'] as const;
export type FieldArt = (typeof fieldArts)[number];

/** What a field holds: `datentyp`. */
export const dataTypes = [
  'text',
  'text_latin',
  'date',
  'time',
  'datetime',
  'bool',
  'num',
  'num_int',
  'num_currency',
  'file',
  'obj',
] as const;
export type DataType = (typeof dataTypes)[number];

export interface FimField extends FimElement {
  readonly kind: 'field';
  readonly art: FieldArt;
  readonly type: DataType;
  /** `praezisierung`: texts, as they stand there. */
  readonly limits: FimLimits;
  /** `inhalt`: what a label says, what an input begins with. */
  readonly content: string | undefined;
  readonly values: readonly FimValue[];
  /** The code list that the values stand in, where that is not the file. */
  readonly codeList: string | undefined;
  /** Of a file: what it may be, as media types; empty where anything may come. */
  readonly mediaTypes: readonly string[];
  /** Of a file: its largest size in bytes, as it stands there. */
  readonly maxSize: string | undefined;
}

/** Names of what a `praezisierung` can say. */
export const limitNames = ['minLength', 'maxLength', 'minValue', 'maxValue', 'pattern'] as const;
export type FimLimits = Readonly<Partial<Record<(typeof limitNames)[number], string>>>;

/** What a file cannot be imported for, in one sentence. */
export class UnusableSchema extends Error {}

const rootName = 'xdatenfelder.stammdatenschema.0102';
const namespaces = /^urn:xoev-de:fim:standard:xdatenfelder_(2|2\.\d+|3\.\d+\.\d+|3\.\d+)$/;
/** Groups within groups, beyond which nobody fills in a form. */
const deepest = 30;

/**
 * Reads the schema that an XML file holds.
 * @throws UnusableSchema for a file of another kind, a group that contains itself, or too many fields
 */
export function readSchema(
  root: XmlElement,
  { mostFields, codeLists }: { readonly mostFields: number; readonly codeLists: CodeLists },
  remarks: Remarks,
): FimSchema {
  if (root.name !== rootName)
    throw new UnusableSchema(
      `Line ${root.line}: the file begins with <${root.name}>; a FIM schema begins with <${rootName}>.`,
    );
  if (!namespaces.test(root.namespace))
    throw new UnusableSchema(
      `Line ${root.line}: the namespace is "${root.namespace}"; read are XDatenfelder 2 (urn:xoev-de:fim:standard:xdatenfelder_2) and 3 (urn:xoev-de:fim:standard:xdatenfelder_3.0.0).`,
    );
  const schema = childOf(root, 'stammdatenschema');
  if (schema === undefined)
    throw new UnusableSchema(`Line ${root.line}: there is no <stammdatenschema> in the file.`);
  const reader = new SchemaReader(remarks, codeLists);
  const read: FimSchema = {
    ...reader.element(schema),
    definition: textOf(schema, 'definition'),
    contents: reader.contents(schema, []),
  };
  if (reader.fields === 0) throw new UnusableSchema(`Line ${schema.line}: the schema has no field.`);
  if (reader.fields > mostFields)
    throw new UnusableSchema(
      `The schema has ${reader.fields} fields; a form has at most ${mostFields}. Split it in the FIM editor, or import a part of it.`,
    );
  return read;
}

class SchemaReader {
  fields = 0;

  constructor(
    private readonly remarks: Remarks,
    private readonly codeLists: CodeLists,
  ) {}

  element(xml: XmlElement): FimElement {
    const id = textOf(xml, 'identifikation/id') ?? '?';
    const name = textOf(xml, 'name') ?? id;
    const label = textOf(xml, 'bezeichnungEingabe') ?? textOf(xml, 'bezeichnung') ?? name;
    return {
      line: xml.line,
      id,
      version: textOf(xml, 'identifikation/version') ?? textOf(xml, 'version'),
      label,
      help: textOf(xml, 'hilfetextEingabe') ?? textOf(xml, 'hilfetext'),
      bases: childrenOf(xml, 'bezug').flatMap(basisOf),
      rules: childrenOf(xml, 'regel').map(ruleOf),
    };
  }

  /** @param around the groups that these lie in */
  contents(xml: XmlElement, around: readonly FimElement[]): readonly FimContent[] {
    return childrenOf(xml, 'struktur').flatMap((struct) => {
      const content = childOf(struct, 'enthaelt')?.children[0];
      const element = content && this.content(content, around);
      if (element !== undefined) {
        const bases = [...element.bases, ...childrenOf(struct, 'bezug').flatMap(basisOf)];
        return [{ element: { ...element, bases }, ...this.cardinality(struct, element) }];
      }
      const owner = around.at(-1) ?? { line: xml.line, id: textOf(xml, 'identifikation/id') ?? '?' };
      this.remarks.add(
        { line: struct.line, id: owner.id },
        'a <struktur> contains neither <datenfeld> nor <datenfeldgruppe>',
        'left out',
      );
      return [];
    });
  }

  private content(xml: XmlElement, around: readonly FimElement[]): FimField | FimGroup | undefined {
    if (xml.name === 'datenfeld') return this.field(xml);
    if (xml.name !== 'datenfeldgruppe') return undefined;
    const element = this.element(xml);
    const itself = around.find(({ id }) => id === element.id && id !== '?');
    if (itself !== undefined)
      throw new UnusableSchema(
        `Line ${element.line}: the group ${element.id} lies within itself (it begins in line ${itself.line}); a form cannot go on for ever.`,
      );
    if (around.length >= deepest)
      throw new UnusableSchema(`Line ${element.line}: groups lie in each other more than ${deepest} deep.`);
    const isChoice = (textOf(xml, 'art/code') ?? textOf(xml, 'art')) === 'X';
    return { ...element, kind: 'group', isChoice, contents: this.contents(xml, [...around, element]) };
  }

  private field(xml: XmlElement): FimField {
    this.fields += 1;
    const element = this.element(xml);
    const codeList = codeListOf(xml);
    const columns = { code: textOf(xml, 'codeKey'), name: textOf(xml, 'nameKey') };
    const own = valuesIn(xml);
    return {
      ...element,
      kind: 'field',
      art: this.code(xml, 'feldart', fieldArts, 'input', element),
      type: this.code(xml, 'datentyp', dataTypes, 'text', element),
      limits: this.limits(xml, element),
      content: textOf(xml, 'inhalt'),
      values: own.length > 0 ? own : this.codeLists.valuesOf(codeList, columns),
      codeList,
      mediaTypes: childrenOf(xml, 'mediaType').map(({ text }) => text),
      maxSize: textOf(xml, 'maxSize'),
    };
  }

  private code<Code extends string>(
    xml: XmlElement,
    name: string,
    codes: readonly Code[],
    otherwise: Code,
    element: FimElement,
  ): Code {
    const said = textOf(xml, `${name}/code`) ?? textOf(xml, name);
    const known = codes.find((code) => code === said);
    if (known === undefined)
      this.remarks.add(
        element,
        said === undefined ? `says no ${name}` : `the ${name} "${said}" is unknown`,
        `taken as "${otherwise}"`,
      );
    return known ?? otherwise;
  }

  private cardinality(struct: XmlElement, element: FimElement): { min: number; max: number } {
    const said = textOf(struct, 'anzahl') ?? '';
    const [, min, max] = /^(\d{1,6}):(\d{1,6}|\*)$/.exec(said) ?? [];
    const counted = { min: Number(min), max: max === '*' ? Infinity : Number(max) };
    if (min !== undefined && counted.min <= counted.max) return counted;
    this.remarks.add(
      { line: struct.line, id: element.id },
      said === '' ? 'does not say how often it stands' : `"${said}" is no cardinality`,
      'taken as 1:1',
    );
    return { min: 1, max: 1 };
  }

  /** XDatenfelder 3 has attributes, XDatenfelder 2 JSON in a text, in which backslashes of patterns may stand alone. */
  private limits(xml: XmlElement, element: FimElement): FimLimits {
    const said = childOf(xml, 'praezisierung');
    if (said === undefined) return {};
    const attributes = limitNames.flatMap((name) => {
      const value = said.attributes.get(name);
      return value === undefined || value === '' ? [] : [[name, value] as const];
    });
    if (said.text === '' || attributes.length > 0) return Object.fromEntries(attributes);
    const json = jsonObject(said.text) ?? jsonObject(withBackslashesDoubled(said.text));
    if (json === undefined) {
      this.remarks.add(element, `its praezisierung cannot be read: ${said.text}`, 'taken without limits');
      return {};
    }
    const texts = limitNames.flatMap((name) => {
      const value = json[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
    });
    return Object.fromEntries(texts.filter(([, value]) => value !== ''));
  }
}

/** Doubles each backslash that stands alone; those that stand in twos, and what JSON itself escapes, stay. */
function withBackslashesDoubled(json: string): string {
  return json.replaceAll(/\\(["\\/]?)/g, (escape, escaped: string) => (escaped === '' ? '\\\\' : escape));
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function valuesIn(xml: XmlElement): readonly FimValue[] {
  return childrenOf(childOf(xml, 'werte') ?? xml, 'wert').flatMap((value) => {
    const code = textOf(value, 'code');
    return code === undefined
      ? []
      : [{ code, name: textOf(value, 'name') ?? code, help: textOf(value, 'hilfe') }];
  });
}

function basisOf(xml: XmlElement): string[] {
  const text = xml.text.replaceAll(/\s+/g, ' ');
  const link = xml.attributes.get('link');
  return text === '' ? [] : [link === undefined ? text : `${text} (${link})`];
}

function ruleOf(xml: XmlElement): FimRule {
  const id = textOf(xml, 'identifikation/id') ?? '?';
  const name = textOf(xml, 'name') ?? '';
  const text =
    textOf(xml, 'freitextRegel') ?? textOf(xml, 'definition') ?? textOf(xml, 'beschreibung') ?? name;
  return { line: xml.line, id, name, text };
}

function codeListOf(xml: XmlElement): string | undefined {
  const reference = childOf(xml, 'codelisteReferenz');
  if (reference === undefined) return undefined;
  const list = childOf(reference, 'genericodeIdentification') ?? reference;
  return (
    textOf(list, 'canonicalVersionUri') ??
    textOf(list, 'canonicalIdentification') ??
    textOf(reference, 'identifikation/id') ??
    'without a name'
  );
}
