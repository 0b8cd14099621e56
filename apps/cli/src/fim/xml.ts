import { SaxesParser } from 'saxes';

/** An element of an XML file, with the line where it begins: what is said of it names that line. */
export interface XmlElement {
  /** Without prefix: what a file calls its namespaces does not matter. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly children: readonly XmlElement[];
  /** The text that stands directly in it, trimmed. */
  readonly text: string;
}

/** What an XML file cannot be read for, in one sentence with the line. */
export class UnreadableXml extends Error {}

/** Elements within elements: no schema has nearly as many, and who reads them calls itself for each. */
const deepest = 200;
/** Largest file, in bytes; the largest schemas of the FIM portal have a tenth of it. */
export const largestFile = 20_000_000;

/**
 * Reads an XML file. Document type definitions are refused, and with them entities: nothing is expanded or fetched.
 * @throws UnreadableXml
 */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > largestFile)
    throw new UnreadableXml(`The file has ${bytes.length} bytes; at most ${largestFile} are read.`);
  const text = decoded(bytes);
  if (text.trim() === '') throw new UnreadableXml('The file is empty.');
  const parser = new SaxesParser({ xmlns: true, position: true });
  const root = new OpenElement('', '', 0);
  const open = [root];
  let line = 1;
  parser.on('error', (error) => {
    throw new UnreadableXml(
      `This is not XML that can be read: ${error.message.replace(/^(\d+):(\d+): /, 'line $1, column $2: ').replace(/\.$/, '')}.`,
    );
  });
  parser.on('doctype', () => {
    throw new UnreadableXml(
      `Line ${parser.line}: the file has a document type definition (<!DOCTYPE …>). It could define entities, so it is not read; take it out.`,
    );
  });
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length > deepest)
      throw new UnreadableXml(`Line ${line}: elements lie in each other more than ${deepest} deep.`);
    const element = new OpenElement(local, uri, line);
    for (const { local: name, value } of Object.values(attributes)) element.attributes.set(name, value);
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (content) => open.at(-1)?.add(content));
  parser.on('cdata', (content) => open.at(-1)?.add(content));
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [element] = root.children;
  if (element === undefined) throw new UnreadableXml('The file has no element.');
  return element;
}

class OpenElement implements XmlElement {
  readonly attributes = new Map<string, string>();
  readonly children: OpenElement[] = [];
  private content = '';

  constructor(
    readonly name: string,
    readonly namespace: string,
    readonly line: number,
  ) {}

  add(text: string): void {
    this.content += text;
  }

  get text(): string {
    return this.content.trim();
  }
}

/** The text of the file, in the encoding that its byte order mark or its first line names. */
function decoded(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(start)?.[1];
  const encoding = start.startsWith('\xFE\xFF')
    ? 'utf-16be'
    : start.startsWith('\xFF\xFE')
      ? 'utf-16le'
      : declared;
  try {
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableXml(`The file is not in the encoding that it names (${encoding ?? 'utf-8'}).`);
  }
}

/** The first child of a name, or the first one below it along a path: `identifikation/id`. */
export function childOf(element: XmlElement, path: string): XmlElement | undefined {
  return path
    .split('/')
    .reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

/** The children of a name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of a child; undefined where it is missing or empty. Blanks and line ends in a row are one blank. */
export function textOf(element: XmlElement, path: string): string | undefined {
  const text = childOf(element, path)?.text.replaceAll(/\s+/g, ' ');
  return text === '' ? undefined : text;
}
