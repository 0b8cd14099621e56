import PDFDocument from 'pdfkit';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { archiveOf } from './files';

/** Files that lie, or cost whoever reads them more than they weigh; made here, so that a test says what they are. */

const catalog = '<</Type/Catalog/Pages 2 0 R>>';
const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>';

/** PDF of so many pages, all alike. @param count what its tree says, where it lies */
export function pdfOf(pages: number, count = pages): Buffer {
  const ids = Array.from({ length: pages }, (_, nth) => nth + 3);
  const tree = `<</Type/Pages/Kids[${ids.map((id) => `${id} 0 R`).join(' ')}]/Count ${count}>>`;
  const objects = [catalog, tree, ...ids.map(() => page)];
  const text = objects.map((object, nth) => `${nth + 1} 0 obj${object}endobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${text}trailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** What some programs leave behind the end of a PDF. Not by chance: of bytes by chance, 7 % look like a number that is none, and then the PDF cannot be read. */
export const behindTheEnd = Buffer.from('<!-- served by a printer -->\n'.repeat(4_000));

/** PDF of one page that opens with a password alone, or that everybody opens and only its owner may change. */
export async function protectedPdf(
  by: { userPassword: string } | { ownerPassword: string } = { userPassword: 'geheim' },
): Promise<Buffer> {
  const document = new PDFDocument(by);
  document.end();
  const pieces: Buffer[] = [];
  for await (const piece of document as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** PDF whose tree of pages is a chain that leads to its one page. */
export function deepPdf(depth: number): Buffer {
  const node = (nth: number) => `${nth} 0 obj<</Type/Pages/Kids[${nth + 1} 0 R]/Count 1>>endobj\n`;
  const chain = Array.from({ length: depth }, (_, nth) => node(nth + 2)).join('');
  return Buffer.from(
    `%PDF-1.7\n1 0 obj${catalog}endobj\n${chain}${depth + 2} 0 obj${page}endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}

/** What unpacks to some content and so many megabytes of spaces (RFC 1951); nobody ever has them here. */
function packed(content: Buffer, megabytes: number): Buffer {
  // Ends at a whole byte and refers to nothing before it, so that it can be repeated.
  const block = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const spaces = block(Buffer.alloc(1_000_000, ' '));
  return Buffer.concat([
    block(content),
    ...Array<Buffer>(megabytes).fill(spaces),
    deflateRawSync(Buffer.alloc(0)),
  ]);
}

/** PDF of one page whose objects lie in a stream (ISO 32000-2, 7.5.7). @param padding megabytes that the stream unpacks to besides, packed `times` over @param action what happens when it opens */
export function pdfInStream(padding = 0, times = 1, action?: string): Buffer {
  const objects = [
    action === undefined ? catalog : `<</Type/Catalog/Pages 2 0 R/OpenAction ${action}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page,
  ];
  let at = 0;
  const index = objects.map((object, nth) => {
    const entry = `${nth + 1} ${at} `;
    at += object.length + 1;
    return entry;
  });
  const header = Buffer.from([0x78, 0xda]);
  let content: Buffer = Buffer.concat([
    header,
    packed(Buffer.from(index.join('') + objects.join(' ')), padding),
  ]);
  for (let nth = 1; nth < times; nth += 1) content = deflateSync(content);
  const filters = '/FlateDecode '.repeat(times);
  const start = Buffer.from('%PDF-1.7\n');
  const stream = (id: number, head: string, body: Buffer) =>
    Buffer.concat([
      Buffer.from(`${id} 0 obj<<${head}/Length ${body.length}>>stream\n`),
      body,
      Buffer.from('\nendstream endobj\n'),
    ]);
  const inside = stream(4, `/Type/ObjStm/N 3/First ${index.join('').length}/Filter[${filters}]`, content);
  const row = (kind: number, where: number, nth: number) => {
    const bytes = Buffer.from([kind, 0, 0, 0, 0, 0, nth]);
    bytes.writeUInt32BE(where, 1);
    return bytes;
  };
  const table = start.length + inside.length;
  const rows = [
    row(0, 0, 0),
    row(2, 4, 0),
    row(2, 4, 1),
    row(2, 4, 2),
    row(1, start.length, 0),
    row(1, table, 0),
  ];
  const references = stream(5, '/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R', Buffer.concat(rows));
  return Buffer.concat([start, inside, references, Buffer.from(`startxref\n${table}\n%%EOF\n`)]);
}

/** PDF of one page with this in its catalog, and these objects besides, from number 4 on. */
export function pdfWith(inCatalog: string, ...objects: readonly string[]): Buffer {
  const all = [
    `<</Type/Catalog/Pages 2 0 R${inCatalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page,
    ...objects,
  ];
  const text = all.map((object, nth) => `${nth + 1} 0 obj${object}endobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${text}trailer<</Root 1 0 R>>\n%%EOF\n`);
}

const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
const file = '<</Length 4>>stream\nMZab\nendstream ';
const attached = (name: string) => `/Names<</EmbeddedFiles<</Names[(a) <</F(${name})/EF<</F 4 0 R>>>>]>>>>`;

/** PDFs that run something, by what. */
export const activePdfs: Readonly<Record<string, Buffer>> = {
  'a script when it opens': pdfWith('/OpenAction 4 0 R', script),
  'a script that is spelled by numbers': pdfWith('/OpenAction 4 0 R', '<</S/J#61vaScr#69pt/J#53(1)>>'),
  'a script in its names': pdfWith(`/Names<</JavaScript<</Names[(a) ${script}]>>>>`),
  'a script of a field': pdfWith('/AcroForm<</Fields[4 0 R]>>', `<</FT/Tx/T(a)/AA<</K ${script}>>>>`),
  'the start of a program': pdfWith('/OpenAction<</S/Launch/F(cmd.exe)>>'),
  'a form in XML': pdfWith('/AcroForm<</XFA 4 0 R>>', file),
  'a script that lies in a stream of objects': pdfInStream(0, 1, '<</S/JavaScript/JS(1)>>'),
};

/** PDFs in which other files lie. */
export const carryingPdfs: Readonly<Record<string, Buffer>> = {
  'a program': pdfWith(attached('a.exe'), file),
  'another PDF': pdfWith(attached('a.pdf'), file),
  'a file at a note': pdfWith(
    '',
    file,
    '<</Type/Annot/Subtype/FileAttachment/FS<</F(a.zip)/EF<</F 4 0 R>>>>>>',
  ),
};

/** An electronic invoice: a PDF with its own data in it. */
export const invoice = pdfWith(attached('factur-x.xml'), file);

/** TIFF of so many pictures, each with a directory of one entry. @param next what the last one names as the next: 0, where it is honest */
export function tiffOf(pictures: number, { isLittle = true, next = 0 } = {}): Buffer {
  const size = 2 + 12 + 4;
  const file = Buffer.alloc(8 + pictures * size);
  const two = (value: number, at: number) =>
    isLittle ? file.writeUInt16LE(value, at) : file.writeUInt16BE(value, at);
  const four = (value: number, at: number) =>
    isLittle ? file.writeUInt32LE(value, at) : file.writeUInt32BE(value, at);
  file.write(isLittle ? 'II' : 'MM');
  two(42, 2);
  four(8, 4);
  for (let nth = 0; nth < pictures; nth += 1) {
    const at = 8 + nth * size;
    two(1, at);
    two(256, at + 2);
    four(nth + 1 < pictures ? at + size : next, at + 14);
  }
  return file;
}

/** TIFF of one picture in one strip, of so many pixels on each side; its strip ends so many bytes behind the file. */
export function tiffOfStrip({ side = 1, missing = 0 } = {}): Buffer {
  const entries = [
    [256, side],
    [257, side],
    [273, 8 + 2 + 4 * 12 + 4],
    [279, 10 + missing],
  ] as const;
  const file = Buffer.alloc(8 + 2 + entries.length * 12 + 4 + 10);
  file.write('II*\0');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  for (const [nth, [tag, value]] of entries.entries()) {
    const at = 10 + nth * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(4, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  return file;
}

/** JPEG that says of itself that it has so many pixels on each side. */
export function jpegOf(jpeg: Buffer, side: number): Buffer {
  const large = Buffer.from(jpeg);
  const frame = large.indexOf(Buffer.from('ffc2000b', 'hex'));
  large.writeUInt16BE(side, frame + 5);
  large.writeUInt16BE(side, frame + 7);
  return large;
}

/** Archives in archives, as `42.zip` is: a few kilobytes that unpack to `copies` to the power of `levels` times `bytes`. */
export function archiveBomb({ levels = 5, copies = 10, bytes = 10_000_000 } = {}): Buffer {
  let inner: Buffer = Buffer.alloc(bytes);
  for (let level = 0; level < levels; level += 1) {
    // Each another one, so that no scanner remembers it.
    const files = Array.from({ length: copies }, (_, nth) => [`${level}-${nth}.zip`, differing(inner, nth)]);
    inner = archiveOf(Object.fromEntries(files) as Record<string, Buffer>, 'deflated');
  }
  return inner;
}

function differing(content: Buffer, nth: number): Buffer {
  return Buffer.concat([content, Buffer.from(String(nth))]);
}

/** Entities of entities ("billion laughs"), which nobody here resolves. */
const laughs = `<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a0 "ha">${Array.from(
  { length: 12 },
  (_, nth) => `<!ENTITY a${nth + 1} "${`&a${nth};`.repeat(10)}">`,
).join('')}]><w:document>&a12;</w:document>`;

/** Word document of entities of entities. */
export const docxOfEntities = archiveOf(
  {
    '[Content_Types].xml':
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    'word/document.xml': laughs,
  },
  'deflated',
);

/** OpenDocument text of entities of entities. */
export const odtOfEntities = archiveOf({
  mimetype: 'application/vnd.oasis.opendocument.text',
  'content.xml': laughs,
});

/** Word document whose list of parts, which tells its type, unpacks to so many megabytes. */
export function docxOfSpaces(megabytes: number): Buffer {
  return archiveOf({ '[Content_Types].xml': packed(Buffer.from('<Types>'), megabytes) }, 'packed');
}

/** PNG that says of itself that it has so many pixels on each side. */
export function pngOf(png: Buffer, side: number): Buffer {
  const large = Buffer.from(png);
  large.writeUInt32BE(side, 16);
  large.writeUInt32BE(side, 20);
  return large;
}
