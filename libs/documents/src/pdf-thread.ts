import { parentPort, workerData } from 'node:worker_threads';

/**
 * Counts the pages of the PDF that its thread was given; see `pagesOfPdf`. It counts as readers of PDF do: what the tree of pages
 * says, as far as there are pages.
 */
async function pages(): Promise<number | 'encrypted' | 'unreadable'> {
  // What draws is not installed with the services, and nothing is drawn; the parser names these when it is loaded.
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D'])
    (globalThis as Record<string, unknown>)[name] ??= class {};
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  try {
    const data = new Uint8Array(workerData as ArrayBuffer);
    const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise;
    return pdf.numPages;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'unreadable';
  }
}

void pages().then((counted) => parentPort?.postMessage(counted));
