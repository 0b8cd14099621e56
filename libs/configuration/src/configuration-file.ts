import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { wholeFile, type ConfigurationProblem } from './configuration-error';
import { yamlReason } from './yaml-mistakes';

/** A step into a configuration: the name of a field or the index of an element. */
export type Path = readonly (string | number)[];

/** Larger than any form that people could fill in, in bytes. */
const largestFile = 2 * 1024 * 1024;
/** Whatever follows the first few is but their consequence. */
const mostYamlErrors = 5;

/** One opened file: its content and a way to say where in it something is wrong. JSON is read too, as it is YAML. */
export class ConfigurationFile {
  /** What the file says; undefined when it could not be read (then `problems` says why). */
  readonly content: unknown;
  readonly problems: ConfigurationProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;
  readonly #text: string = '';

  constructor(readonly file: string) {
    try {
      this.#text = textOf(file);
      this.#document = parseDocument(this.#text, { lineCounter: this.#lines, prettyErrors: false });
    } catch (error) {
      this.reportWhole(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    for (const error of [...this.#document.errors, ...this.#document.warnings].slice(0, mostYamlErrors)) {
      const { line } = this.#lines.linePos(error.pos[0]);
      // One mistake is often several to a parser.
      if (this.problems.some((told) => told.line === line)) continue;
      this.problems.push({ file, line, pointer: '', reason: yamlReason(error) });
    }
    if (this.problems.length > 0) return;
    try {
      this.content = this.#document.toJS() as unknown;
    } catch (error) {
      this.reportWhole(error instanceof Error ? error.message : String(error));
    }
  }

  /** Notes that what stands at `path` is wrong. @param part of a long text, the words that are */
  report(path: Path, reason: string, part?: string): void {
    const pointer = path
      .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
    this.problems.push({ file: this.file, line: this.#line(path, part), pointer, reason });
  }

  /** Notes what is wrong with the file as a whole. */
  reportWhole(reason: string): void {
    this.problems.push(wholeFile(this.file, reason));
  }

  /** The line of the innermost node that exists on the way to `path`. */
  #line(path: Path, part = ''): number {
    for (let length = path.length; length >= 0; length--) {
      const node =
        length === 0 ? this.#document?.contents : this.#document?.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const [begins, ends] = node.range;
      const at = this.#text.indexOf(part, begins);
      return this.#lines.linePos(at === -1 || at > ends ? begins : at).line;
    }
    return 1;
  }
}

/** @throws Error that says why there is none. Whatever is no plain file (a pipe, a device) is not opened: it might never end. */
function textOf(file: string): string {
  const found = statSync(file);
  if (!found.isFile()) throw new Error('it is no file');
  const { size } = found;
  if (size > largestFile) throw new Error(`it has ${size} bytes; no more than ${largestFile} are read`);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new Error('its text is not in UTF-8');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
