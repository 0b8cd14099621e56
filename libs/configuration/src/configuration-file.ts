import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { ConfigurationProblem } from './configuration-error';

/** A step into a configuration: the name of a field or the index of an element. */
export type Path = readonly (string | number)[];

/** One opened file: its content and a way to say where in it something is wrong. JSON is read too, as it is YAML. */
export class ConfigurationFile {
  /** What the file says; undefined when it could not be read (then `problems` says why). */
  readonly content: unknown;
  readonly problems: ConfigurationProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;

  constructor(readonly file: string) {
    try {
      this.#document = parseDocument(readFileSync(file, 'utf8'), {
        lineCounter: this.#lines,
        prettyErrors: false,
      });
    } catch (error) {
      this.problems.push({
        file,
        place: '',
        reason: `cannot be read: ${error instanceof Error ? error.message : error}`,
      });
      return;
    }
    for (const error of [...this.#document.errors, ...this.#document.warnings]) {
      const place = `line ${this.#lines.linePos(error.pos[0]).line}`;
      this.problems.push({ file, place, reason: `this is not valid YAML: ${error.message}` });
    }
    if (this.problems.length > 0) return;
    try {
      this.content = this.#document.toJS() as unknown;
    } catch (error) {
      this.problems.push({ file, place: '', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Notes that what stands at `path` is wrong. */
  report(path: Path, reason: string): void {
    this.problems.push({ file: this.file, place: this.#place(path), reason });
  }

  #place(path: Path): string {
    const pointer = path
      .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
    return [`line ${this.#line(path)}`, pointer].filter((part) => part !== '').join(', ');
  }

  /** The line of the innermost node that exists on the way to `path`. */
  #line(path: Path): number {
    for (let length = path.length; length >= 0; length--) {
      const node =
        length === 0 ? this.#document?.contents : this.#document?.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}
