import { setImmediate as othersTurn } from 'node:timers/promises';
import { runsOf, showable, type Run, type Weight } from './fonts';
import { linesOf, type Line } from './lines';
import { TaggedPdf, type PdfDescription } from './tagged-pdf';
import type { Language } from './words';

/** How a text is set. All lengths in points. */
interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  /** Height of a line. */
  readonly line: number;
  /** From the top of a line to the base of its letters; what stands side by side has the same. */
  readonly rise: number;
}

const ink = '#1a1a1a';
const quiet = '#505050';
const hairline = '#c8c8c8';

export const styles = {
  city: { size: 15, weight: 'bold', colour: ink, line: 20, rise: 15 },
  title: { size: 17, weight: 'bold', colour: ink, line: 22, rise: 17 },
  heading: { size: 12.5, weight: 'bold', colour: ink, line: 17, rise: 12.5 },
  text: { size: 10, weight: 'regular', colour: ink, line: 14.5, rise: 10 },
  strong: { size: 10, weight: 'bold', colour: ink, line: 14.5, rise: 10 },
  label: { size: 10, weight: 'regular', colour: quiet, line: 14.5, rise: 10 },
  small: { size: 9, weight: 'regular', colour: quiet, line: 12.5, rise: 9 },
  /** Sixty-four hexadecimal digits fit into the wider column of a table. */
  code: { size: 7.5, weight: 'regular', colour: ink, line: 14.5, rise: 10 },
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof styles;

/** A column of a page, in points from the left edge. */
interface Column {
  readonly x: number;
  readonly width: number;
}

/** A text, broken into lines for its column. */
interface Text {
  readonly lines: readonly Line[];
  readonly style: StyleName;
  /** In points. */
  readonly height: number;
}

/** A row of a table: what is asked, and what is answered. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly style?: StyleName;
}

/** What stands at the foot of every page beside its number. */
export interface Foot {
  readonly left: string;
  page(number: number, of: number): string;
}

const margins = { top: 56, bottom: 74, left: 68, right: 56 };
const gap = 14;
const labelShare = 0.36;
const rowPadding = 3.5;
const paragraphGap = 6;
const mostWidths = 5_000;
/** Whoever makes a long document lets others have their turn after so many ms. */
const turnMs = 10;
/** Where the window of an envelope shows the address (DIN 5008, form B), from the top. */
const window = { top: 132, bottom: 258 };

type Tag = 'H1' | 'H2' | 'P' | 'TH' | 'TD';

/** What an element has beside its text. */
interface Setting {
  /** Of a header: what it heads. */
  readonly scope?: 'Row' | 'Column';
  readonly language?: Language;
  readonly alignRight?: boolean;
}

/**
 * A document as it is written from top to bottom: each part is tagged as what it is, in the order in which it is read, and goes
 * on over as many pages as it needs. Nothing is measured twice, so the same parts make the same bytes.
 */
export class Sheet {
  private readonly pdf: TaggedPdf;
  private readonly root: PDFKit.PDFStructureElement;
  private readonly body: Column;
  private readonly widths = new Map<string, number>();
  private y = margins.top;
  /** When others had their turn last, in ms. */
  private rested = performance.now();

  constructor(
    description: PdfDescription,
    private readonly foot: Foot,
  ) {
    this.pdf = new TaggedPdf(description, { margins });
    this.body = { x: margins.left, width: this.pdf.page.width - margins.left - margins.right };
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  /** The city and who writes in its name; on the right how they are reached. @param colour of the city, `#rrggbb` */
  letterhead(city: string, office: string, contact: readonly string[], colour: string): void {
    const { x, width } = this.body;
    this.pdf.artifact('Layout', () => this.pdf.rect(0, 0, this.pdf.page.width, 8).fill(colour));
    const half = (width - gap) / 2;
    const top = this.y;
    this.put('P', city, 'city', { x, width: half });
    this.put('P', office, 'text', { x, width: half });
    const left = this.y;
    this.y = top;
    for (const line of contact) this.put('P', line, 'small', { x: x + half + gap, width: half });
    this.y = Math.max(left, this.y) + 8;
    this.line(colour, 1);
    this.y += 20;
  }

  title(text: string): void {
    this.put('H1', text, 'title', this.body);
    this.y += 8;
  }

  /** A heading, which begins a page rather than stand at the end of one. */
  heading(text: string): void {
    this.y += 14;
    if (this.left < 90) this.newPage();
    this.pdf.outline.addItem(text);
    this.put('H2', text, 'heading', this.body);
    this.y += 4;
  }

  /**
   * Running text; an empty line begins a new paragraph.
   * @param language where it is not that of the document: a screen reader speaks it then
   */
  async text(text: string, style: StyleName = 'text', language?: Language): Promise<void> {
    for (const paragraph of text.replaceAll('\r\n', '\n').split(/\n(?:[ \t]*\n)+/)) {
      if (paragraph.trim() === '') continue;
      this.put('P', paragraph, style, this.body, { ...(language && { language }) });
      await this.rest();
      this.y += paragraphGap;
    }
  }

  /** Who a letter is for, where the window of its envelope shows it; nothing else stands there. */
  address(lines: readonly string[]): void {
    this.y = Math.max(this.y, window.top);
    if (lines.length > 0) this.put('P', lines.join('\n'), 'text', this.body);
    this.y = Math.max(this.y + 20, window.bottom);
  }

  space(points: number): void {
    this.y += points;
  }

  /** A table of two columns, each row headed by its label. */
  async table(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const labelWidth = this.body.width * labelShare;
    const label = { x: this.body.x, width: labelWidth - gap };
    const value = { x: this.body.x + labelWidth, width: this.body.width - labelWidth };
    const table = this.pdf.struct('Table');
    this.root.add(table);
    for (const row of rows) {
      this.row(table, row, label, value);
      await this.rest();
    }
    table.end();
  }

  /** A table of what is charged; the last row is the sum. */
  amounts(head: readonly [string, string], rows: readonly (readonly [string, string])[]): void {
    const amountWidth = 110;
    const { x, width } = this.body;
    const columns = [
      { x, width: width - amountWidth - gap },
      { x: x + width - amountWidth, width: amountWidth },
    ] as const;
    const table = this.pdf.struct('Table');
    this.root.add(table);
    [head, ...rows].forEach((cells, index, all) => {
      const isHead = index === 0;
      const style = isHead ? 'label' : index === all.length - 1 ? 'strong' : 'text';
      const texts = cells.map((cell, place) => this.measured(cell, style, columns[place as 0 | 1]));
      const height = Math.max(...texts.map((text) => text.height));
      if (height + 2 * rowPadding > this.left) this.newPage();
      const tr = this.pdf.struct('TR');
      table.add(tr);
      this.y += rowPadding;
      const top = this.y;
      texts.forEach((text, place) => {
        this.y = top;
        const column = columns[place as 0 | 1];
        const isHeader = isHead || place === 0;
        this.write(tr, isHeader ? 'TH' : 'TD', text, column, {
          ...(isHeader && { scope: isHead ? 'Column' : 'Row' }),
          alignRight: place === 1,
        });
      });
      tr.end();
      this.y = top + height + rowPadding;
      this.line(hairline, 0.5);
    });
    table.end();
  }

  /** An empty place on the page, with what belongs there beneath it. */
  place(caption: string): void {
    const height = 104;
    const width = 150;
    if (height + 24 > this.left) this.newPage();
    this.y += 12;
    this.pdf.artifact('Layout', () =>
      this.pdf
        .dash(3, { space: 3 })
        .lineWidth(0.75)
        .rect(this.body.x, this.y, width, height)
        .stroke('#8a8a8a')
        .undash(),
    );
    this.y += height + 4;
    this.put('P', caption, 'small', { x: this.body.x, width });
  }

  /** The bytes of the whole document. */
  finish(): Promise<Buffer> {
    this.root.end();
    this.feet();
    const chunks: Uint8Array[] = [];
    return new Promise((resolve, reject) => {
      this.pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.pdf.on('error', reject);
      this.pdf.end();
    });
  }

  private row(
    table: PDFKit.PDFStructureElement,
    { label, value, style = 'text' }: Row,
    labelColumn: Column,
    valueColumn: Column,
  ): void {
    const asked = this.measured(label, 'label', labelColumn);
    const answered = this.measured(value, style, valueColumn);
    const height = Math.max(asked.height, answered.height) + 2 * rowPadding;
    // What fits on one page is not torn; what is longer begins where it stands.
    const isLong = height > this.pageHeight / 2;
    if (height > this.left && (!isLong || this.left < 80)) this.newPage();
    const tr = this.pdf.struct('TR');
    table.add(tr);
    this.y += rowPadding;
    const top = { page: this.page, y: this.y };
    this.write(tr, 'TH', asked, labelColumn, { scope: 'Row' });
    const afterLabel = this.y;
    if (this.page === top.page) this.y = top.y;
    const valueFrom = this.page;
    this.write(tr, 'TD', answered, valueColumn);
    tr.end();
    if (this.page === valueFrom) this.y = Math.max(this.y, afterLabel);
    this.y += rowPadding;
    this.line(hairline, 0.5);
  }

  /** Lets others have their turn: a long document keeps nobody waiting. */
  private async rest(): Promise<void> {
    if (performance.now() - this.rested < turnMs) return;
    await othersTurn();
    this.rested = performance.now();
  }

  /** Measures a text and writes it as a part of the document of its own. */
  private put(tag: Tag, text: string, style: StyleName, column: Column, setting: Setting = {}): void {
    this.write(this.root, tag, this.measured(text, style, column), column, setting);
  }

  /** Writes a text into a column from the present height on, tagged as one element. */
  private write(
    parent: PDFKit.PDFStructureElement,
    tag: Tag,
    { lines, style }: Text,
    column: Column,
    { scope, language, alignRight = false }: Setting = {},
  ): void {
    const { line: lineHeight } = styles[style];
    if (lineHeight > this.left) this.newPage();
    const options = { ...(scope && { scope }), ...(language && { lang: language }) } as never;
    const element = this.pdf.struct(tag, options, () => {
      for (const line of lines) {
        if (lineHeight > this.left) this.continue();
        this.draw(line, column, style, alignRight);
        this.y += lineHeight;
      }
    });
    parent.add(element);
  }

  private draw(line: Line, { x, width }: Column, style: StyleName, alignRight: boolean): void {
    const { size, colour, rise } = styles[style];
    // All fonts of a line stand upon one base line.
    const base = this.y + rise;
    const widths = alignRight || line.length > 1 ? line.map((run) => this.widthOfRun(run, size)) : [];
    let at = alignRight ? x + width - widths.reduce((sum, one) => sum + one, 0) : x;
    line.forEach(({ font, text }, index) => {
      this.pdf
        .font(font)
        .fontSize(size)
        .fillColor(colour)
        .text(text, at, base, { lineBreak: false, baseline: 'alphabetic' });
      at += widths[index] ?? 0;
    });
  }

  private measured(text: string, style: StyleName, { width }: Column): Text {
    const { weight, line } = styles[style];
    const lines = linesOf(showable(text), weight, width, (part) => this.widthOf(part, style));
    return { lines, style, height: lines.length * line };
  }

  /** In points; what was measured once is known, for words come again. */
  private widthOf(text: string, style: StyleName): number {
    const key = `${style} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      const { size, weight } = styles[style];
      width = runsOf(text, weight).reduce((sum, run) => sum + this.widthOfRun(run, size), 0);
      if (this.widths.size >= mostWidths) this.widths.clear();
      this.widths.set(key, width);
    }
    return width;
  }

  private widthOfRun({ font, text }: Run, size: number): number {
    return this.pdf.font(font).fontSize(size).widthOfString(text);
  }

  private line(colour: string, width: number): void {
    const { x, width: length } = this.body;
    this.pdf.artifact('Layout', () =>
      this.pdf
        .lineWidth(width)
        .moveTo(x, this.y)
        .lineTo(x + length, this.y)
        .stroke(colour),
    );
  }

  private get page(): number {
    return this.pdf.bufferedPageRange().count;
  }

  private get pageHeight(): number {
    return this.pdf.page.height - margins.top - margins.bottom;
  }

  /** What is left of the page, in points. */
  private get left(): number {
    return this.pdf.page.height - margins.bottom - this.y;
  }

  private newPage(): void {
    this.pdf.addPage();
    this.y = margins.top;
  }

  /** A new page in the middle of a part. */
  private continue(): void {
    this.pdf.nextPage();
    this.y = margins.top;
  }

  private feet(): void {
    const { count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.pdf.switchToPage(index);
      const column = { x: this.body.x, width: this.body.width };
      this.pdf.artifact('Pagination', () => {
        for (const [text, isRight] of [
          [this.foot.left, false],
          [this.foot.page(index + 1, count), true],
        ] as const) {
          const [line] = this.measured(text, 'small', column).lines;
          if (line === undefined) continue;
          this.y = this.pdf.page.height - margins.bottom + 30;
          this.draw(line, column, 'small', isRight);
        }
      });
    }
  }
}
