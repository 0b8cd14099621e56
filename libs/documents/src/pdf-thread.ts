import { parentPort, workerData } from 'node:worker_threads';
import type { AskedOfPdf, PdfContents, Unreadable } from './pdf-contents';

/** Reads the PDF that its thread was given; see `readPdf`. */
async function read({ content, countsPages, looksInside }: AskedOfPdf): Promise<PdfContents | Unreadable> {
  const bytes = new Uint8Array(content);
  const inside = looksInside ? await lookInside(bytes) : {};
  if (typeof inside === 'string' || !countsPages) return inside;
  const pages = await countPages(bytes);
  return typeof pages === 'string' ? pages : { ...inside, pages };
}

/** As readers of PDF count: what the tree of pages says, as far as there are pages. */
async function countPages(data: Uint8Array): Promise<number | Unreadable> {
  // What draws is not installed with the services, and nothing is drawn; the parser names these when it is loaded.
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D'])
    (globalThis as Record<string, unknown>)[name] ??= class {};
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  try {
    const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise;
    return pdf.numPages;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'unreadable';
  }
}

/** Kinds of actions that run something, or let in what was not looked at (ISO 32000-2, 12.6.4). */
const activeActions = new Set([
  'JavaScript',
  'Launch',
  'ImportData',
  'Rendition',
  'GoToE',
  'RichMediaExecute',
]);
/** Where scripts stand: of an action, of a whole document, of a form in XML. */
const activeKeys = ['JS', 'JavaScript', 'XFA', 'RichMediaContent'];

/** Every object, also one that nothing leads to: readers differ in what they find. */
async function lookInside(bytes: Uint8Array): Promise<PdfContents | Unreadable> {
  const { ParseSpeeds, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } =
    await import('@cantoo/pdf-lib');
  type Value = object | undefined;
  const within = (value: Value): readonly Value[] => {
    if (value instanceof PDFDict) return value.values();
    if (value !== undefined && 'dict' in value) return [value.dict as Value];
    return value !== undefined && 'asArray' in value ? (value as { asArray(): Value[] }).asArray() : [];
  };
  try {
    const { context } = await PDFDocument.load(bytes, {
      ...{ password: '', updateMetadata: false, preserveXFA: true },
      parseSpeed: ParseSpeeds.Fastest,
    });
    if (!(context.lookup(context.trailerInfo.Root) instanceof PDFDict)) return 'unreadable';
    let isActive = false;
    let carriesFiles = false;
    const open: Value[] = context.enumerateIndirectObjects().map(([, value]) => value);
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      open.push(...within(value));
      if (!(value instanceof PDFDict)) continue;
      const has = (key: string) => value.has(PDFName.of(key));
      const kind = context.lookup(value.get(PDFName.of('S')));
      isActive ||= activeKeys.some(has) || (kind instanceof PDFName && activeActions.has(kind.decodeText()));
      if (!has('EF')) continue;
      const names = ['UF', 'F'].map((key) => context.lookup(value.get(PDFName.of(key))));
      carriesFiles ||= !names.some(
        (name) =>
          (name instanceof PDFString || name instanceof PDFHexString) && /\.xml$/i.test(name.decodeText()),
      );
    }
    return { isActive, carriesFiles };
  } catch (error) {
    return error instanceof Error && error.message === 'NEEDS PASSWORD' ? 'encrypted' : 'unreadable';
  }
}

void read(workerData as AskedOfPdf).then((found) => parentPort?.postMessage(found));
