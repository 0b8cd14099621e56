/**
 * What a screen reader finds in a PDF: prints `[role, text]` for every element that has text of its own, in the order of the
 * structure, as JSON. What no structure leads to (lines, page numbers) is left out. A cell that goes on upon the next page is one;
 * of a paragraph each page tells its part.
 *
 * node libs/testing/src/read-aloud.mjs <file.pdf>
 */
import { readFileSync } from 'node:fs';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

const [file = ''] = process.argv.slice(2);
const data = new Uint8Array(readFileSync(file));
const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise;

/** @type {{ role: string, text: string }[]} */
const read = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  /** @type {Map<string, string>} */
  const texts = new Map();
  /** @type {string[]} */
  const open = [];
  for (const item of items) {
    if ('str' in item) {
      const id = open.findLast((one) => one !== '');
      if (id !== undefined) texts.set(id, (texts.get(id) ?? '') + item.str + (item.hasEOL ? '\n' : ''));
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id ?? '');
  }
  walk(await page.getStructTree(), texts);
}
console.log(JSON.stringify(read.map(({ role, text }) => [role, text.trimEnd()])));
await pdf.destroy();

/**
 * @param {any} node of the tree
 * @param {Map<string, string>} texts by the id of the content
 */
function walk(node, texts) {
  if (!node?.children) return;
  const ids = node.children.flatMap((/** @type {any} */ { type, id }) => (type === 'content' ? [id] : []));
  if (ids.length > 0) {
    const text = ids.map((/** @type {string} */ id) => texts.get(id) ?? '').join('');
    const last = read.at(-1);
    // Each row begins with its header: a cell without one has begun on the page before.
    if (node.role === 'TD' && last?.role === 'TD') last.text += `\n${text}`;
    else read.push({ role: node.role, text });
  }
  for (const child of node.children) walk(child, texts);
}
