import { childOf, childrenOf, readXml, textOf, UnreadableXml, type XmlElement } from './xml';

const namespace = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';
/** Columns that hold what people read, where nobody says which does. */
const nameColumns = ['name', 'bezeichnung', 'beschreibung', 'wert', 'value'];

/** A value that can be chosen. */
export interface FimValue {
  readonly code: string;
  readonly name: string;
  readonly help: string | undefined;
}

/** Which columns of a code list hold code and name, where a field says so (XDatenfelder 3: `codeKey`, `nameKey`). */
export interface Columns {
  readonly code: string | undefined;
  readonly name: string | undefined;
}

/** Code lists as genericode, as the XRepository publishes them: by their canonical version URI, and by their canonical URI. */
export class CodeLists {
  private readonly lists = new Map<string, XmlElement>();

  /** @throws UnreadableXml for a file that is no code list, naming it */
  add(file: string, bytes: Uint8Array): void {
    const list = codeListIn(file, bytes);
    for (const path of ['Identification/CanonicalVersionUri', 'Identification/CanonicalUri']) {
      const uri = textOf(list, path);
      if (uri !== undefined && !this.lists.has(uri)) this.lists.set(uri, list);
    }
  }

  /** The values of a list; none where it is not among these. */
  valuesOf(uri: string | undefined, { code, name }: Columns): readonly FimValue[] {
    const list = uri === undefined ? undefined : this.lists.get(uri);
    if (list === undefined) return [];
    const columns = childrenOf(childOf(list, 'ColumnSet') ?? list, 'Column').map(idOf);
    const key = childOf(list, 'ColumnSet/Key/ColumnRef')?.attributes.get('Ref');
    const [first = ''] = columns;
    const codes = code ?? key ?? first;
    const others = columns.filter((column) => column !== codes);
    const names =
      name ?? others.find((column) => nameColumns.includes(column.toLowerCase())) ?? others[0] ?? codes;
    return childrenOf(childOf(list, 'SimpleCodeList') ?? list, 'Row').flatMap((row) => {
      const cells = cellsOf(row, columns);
      const value = cells.get(codes);
      return value === undefined ? [] : [{ code: value, name: cells.get(names) ?? value, help: undefined }];
    });
  }
}

function codeListIn(file: string, bytes: Uint8Array): XmlElement {
  let root: XmlElement;
  try {
    root = readXml(bytes);
  } catch (error) {
    throw error instanceof UnreadableXml ? new UnreadableXml(`${file}: ${error.message}`) : error;
  }
  if (root.name !== 'CodeList' || root.namespace !== namespace)
    throw new UnreadableXml(
      `${file}: the file begins with <${root.name}>; a code list is <CodeList> of ${namespace}.`,
    );
  return root;
}

/** The values of a row by column; a value without a column stands in the one after that of the value before it. */
function cellsOf(row: XmlElement, columns: readonly string[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  let place = -1;
  for (const value of childrenOf(row, 'Value')) {
    const named = value.attributes.get('ColumnRef');
    place = named === undefined ? place + 1 : columns.indexOf(named);
    const text = textOf(value, 'SimpleValue');
    const column = named ?? columns[place];
    if (column !== undefined && text !== undefined) cells.set(column, text);
  }
  return cells;
}

function idOf(column: XmlElement): string {
  return column.attributes.get('Id') ?? '';
}
