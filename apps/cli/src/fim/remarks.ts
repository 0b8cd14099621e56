/** Something of a schema that did not come into the service file as it stands there. */
export interface Remark {
  /** Of the XML file. */
  readonly line: number;
  /** Id of the element, e.g. `F60000000227`; of the schema, where it is about the whole. */
  readonly element: string;
  /** What it is about. */
  readonly what: string;
  /** What was done instead. */
  readonly instead: string;
}

/** What an import has to say, in the order of the file. */
export class Remarks {
  private readonly all: Remark[] = [];

  add({ line, id }: { readonly line: number; readonly id: string }, what: string, instead: string): void {
    this.all.push({ line, element: id, what, instead });
  }

  get list(): readonly Remark[] {
    return this.all.toSorted((left, right) => left.line - right.line);
  }
}

/** `line 12, F60000000227: the code list … is not in the file → asked for as text` */
export function sayRemark({ line, element, what, instead }: Remark): string {
  // A terminal does what control characters say.
  return `line ${line}, ${element}: ${what} → ${instead}`.replaceAll(/\p{C}/gu, '');
}
