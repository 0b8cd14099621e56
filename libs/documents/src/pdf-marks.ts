/** Where one of these names stands in a PDF, it may run something, carry files, or hide either from whoever reads it as it passes. */
const namesToReadFor = [
  ...['JavaScript', 'Launch', 'ImportData', 'Rendition', 'RichMedia', 'XFA'],
  ...['EmbeddedFile', 'FileAttachment', 'Filespec', 'GoToE'],
  ...['ObjStm', 'Encrypt'],
];
/** Each character of a name may be written by its number (ISO 32000-2, 7.3.5). */
const spelled = (name: string): string =>
  [...name].map((letter) => `(?:${letter}|#${hexadecimal(letter)})`).join('');
const hexadecimal = (letter: string): string =>
  letter
    .charCodeAt(0)
    .toString(16)
    .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
const toReadFor = new RegExp(`/(?:${namesToReadFor.map(spelled).join('|')})`);
const endOfFile = '%%EOF';
/** The longest that is looked for: a name, all of it by numbers. */
const longestMark = 1 + 3 * Math.max(...namesToReadFor.map(({ length }) => length));

/** What shows of a PDF as it passes. */
export class PdfMarks {
  private head = '';
  /** The end of the piece before. */
  private seam = '';
  private bytes = 0;
  /** Whether it has an end: one that was cut off has none. */
  private hasEnd = false;
  /** Whether it takes a look at its objects to know what is in it. */
  needsReading = false;

  take(piece: Buffer): void {
    if (this.head.length < headBytes) this.head += piece.toString('latin1', 0, headBytes - this.head.length);
    const text = piece.toString('latin1');
    for (const one of [this.seam + text.slice(0, longestMark), text]) {
      this.hasEnd ||= one.includes(endOfFile);
      this.needsReading ||= toReadFor.test(one);
    }
    this.seam = (this.seam + text.slice(-longestMark)).slice(-longestMark);
    this.bytes += piece.length;
  }

  get isWhole(): boolean {
    return this.hasEnd && this.bytes >= this.saidLength();
  }

  /** One that is made to be shown before all of it has come has an end near its beginning, and says how long it is (ISO 32000-2, F.3.3). */
  private saidLength(): number {
    const dictionary = /\/Linearized[^>]*>>/.exec(this.head)?.[0] ?? '';
    return Number(/\/L (\d{1,12})/.exec(dictionary)?.[1] ?? 0);
  }
}

/** Within which a PDF says how long it is, in bytes. */
const headBytes = 1_024;
