import { SaxesParser } from 'saxes';

/** Why a file of the bank cannot be read, with the line. */
export class UnreadableFile extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** An element with what stands in it. */
export class XmlUnit {
  readonly children: XmlUnit[] = [];
  text = '';
  /** Of an amount. */
  currency: string | undefined;

  constructor(
    readonly name: string,
    readonly line: number,
  ) {}

  /** The first element at a path like `Refs/EndToEndId`. */
  find(path: string): XmlUnit | undefined {
    return path
      .split('/')
      .reduce<XmlUnit | undefined>((at, name) => at?.children.find((child) => child.name === name), this);
  }

  /** The text at a path; undefined where there is none. */
  textAt(path: string): string | undefined {
    const text = this.find(path)?.text.trim();
    return text === '' ? undefined : text;
  }
}

/** An element that was read to its end, and the ones around it as far as they were read, the innermost last. */
export interface Closed {
  readonly unit: XmlUnit;
  readonly around: readonly XmlUnit[];
}

/** Elements within elements. */
const deepest = 40;
/** Characters of one text; the longest of the messages has 500. */
const longest = 5_000;

/**
 * Reads a file as it comes: elements with these names are handed out when they are complete, and forgotten, so that memory does
 * not grow with the file. Document types are refused, and with them entities: nothing is expanded, nothing fetched.
 */
export class UnitReader {
  /** Of the root element. */
  namespace: string | undefined;
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly open: XmlUnit[] = [];
  private closed: Closed[] = [];
  private units = 0;

  constructor(names: ReadonlySet<string>) {
    const { parser, open } = this;
    const refuse = (message: string): never => {
      throw new UnreadableFile(parser.line, message);
    };
    parser.on('error', ({ message }) => refuse(`no XML: ${message}`));
    parser.on('doctype', () => refuse('a document type definition (<!DOCTYPE>) is not read'));
    parser.on('opentag', ({ local, uri, attributes }) => {
      if (open.length >= deepest) refuse('elements lie too deep in each other');
      if (open.length === 0) this.namespace = uri;
      const unit = new XmlUnit(local, parser.line);
      unit.currency = attributes.Ccy?.value;
      if (names.has(local)) this.units++;
      open.push(unit);
    });
    const add = (text: string) => {
      const unit = open.at(-1);
      if (unit === undefined) return;
      if (unit.text.length + text.length > longest) refuse('a text is too long');
      // Blanks between elements are nothing that anybody reads.
      unit.text += unit.text === '' ? text.trimStart() : text;
    };
    parser.on('text', add);
    parser.on('cdata', add);
    parser.on('closetag', () => {
      const unit = open.pop();
      if (unit === undefined) return;
      if (names.has(unit.name)) {
        this.units--;
        this.closed.push({ unit, around: [...open] });
      } else if (this.units > 0) open.at(-1)?.children.push(unit);
    });
  }

  /** The elements that these bytes have completed. @throws UnreadableFile */
  read(bytes: Uint8Array): readonly Closed[] {
    return this.parse(() => this.parser.write(this.decoder.decode(bytes, { stream: true })));
  }

  /** Nothing comes any more. @throws UnreadableFile where the file is cut off */
  end(): readonly Closed[] {
    return this.parse(() => this.parser.write(this.decoder.decode()).close());
  }

  private parse(work: () => unknown): readonly Closed[] {
    try {
      work();
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      throw new UnreadableFile(this.parser.line, 'the text is not UTF-8');
    }
    const { closed } = this;
    this.closed = [];
    return closed;
  }
}
