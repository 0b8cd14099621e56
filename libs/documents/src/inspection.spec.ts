import { Inspection, type Unacceptable } from './inspection';
import type { DocumentType } from './media-type';
import { gzipSync } from 'node:zlib';
import {
  docx,
  heicOf,
  jpeg,
  lockedArchive,
  officeWith,
  officeWithMacros,
  pdf,
  png,
  zip,
} from '../test/files';
import {
  activePdfs,
  archiveBomb,
  carryingPdfs,
  docxOfEntities,
  docxOfSpaces,
  jpegOf,
  odtOfEntities,
  pdfInStream,
  pdfWith,
  pngOf,
  protectedPdf,
} from '../test/liars';

async function verdict(content: Buffer, allowed: readonly DocumentType[], pieceBytes = content.length) {
  const inspection = new Inspection();
  for (let at = 0; at < content.length; at += pieceBytes)
    inspection.take(content.subarray(at, at + pieceBytes));
  return { type: await inspection.type(), reason: await inspection.unacceptable(allowed) };
}

const usual = ['pdf', 'jpeg', 'png'] as const;

test.each([
  ['pdf', pdf],
  ['jpeg', jpeg],
  ['png', png],
] as const)('%s is told by its bytes', async (type, content) => {
  expect(await verdict(content, usual)).toEqual({ type, reason: undefined });
});

test.each([
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['text', Buffer.from('Sehr geehrte Damen und Herren')],
  ['a picture that is a script, too', Buffer.from('GIF89a/*\x01\x00*/=1;alert(1)//')],
  ['a packed document', gzipSync(docx)],
  ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])],
] as const)('%s is never taken, whatever it is called', async (_, content) => {
  expect((await verdict(content, usual)).reason).toBe('type-unknown');
});

test('what a service does not allow is not taken', async () => {
  expect((await verdict(docx, usual)).reason).toBe('type-not-allowed');
  expect(await verdict(docx, ['docx'])).toEqual({ type: 'docx', reason: undefined });
  expect((await verdict(zip, usual)).reason).toBe('type-not-allowed');
  expect(await verdict(zip, ['zip'])).toEqual({ type: 'zip', reason: undefined });
});

test.each([1, 13, 4_096])(
  'office files with macros are never taken, in pieces of %i bytes',
  async (bytes) => {
    expect((await verdict(officeWithMacros, ['docx', 'zip'], bytes)).reason).toBe('macros');
  },
);

test.each([
  ['a picture that is an archive, too', Buffer.concat([png, zip])],
  ['a PDF that is an archive, too', Buffer.concat([pdf, zip])],
  ['a picture that is a PDF, too', Buffer.concat([jpeg.subarray(0, 20), pdf])],
])('%s is not taken', async (_, content) => {
  expect((await verdict(content, usual)).reason).toBe('several-types');
});

test('what follows the end of a picture makes it nothing else', async () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>');
  expect(await verdict(Buffer.concat([png, page]), usual)).toEqual({ type: 'png', reason: undefined });
});

test.each<[string, Buffer, DocumentType, Unacceptable | undefined]>([
  ['a picture of 100,000 × 100,000 pixels', pngOf(png, 100_000), 'png', 'too-many-pixels'],
  ['a Word document of entities of entities', docxOfEntities, 'docx', undefined],
  ['a text of entities of entities', odtOfEntities, 'odt', undefined],
  ['archives in archives', archiveBomb(), 'zip', undefined],
  // What tells its type is not unpacked to its end.
  ['a Word document whose list of parts unpacks to 500 MB', docxOfSpaces(500), 'zip', undefined],
])('%s costs nothing to look at', async (_, content, type, reason) => {
  const before = process.resourceUsage().maxRSS;
  expect(await verdict(content, ['png', 'docx', 'odt', 'zip'])).toEqual({ type, reason });
  // In kilobytes.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(50_000);
});

test('a PDF in which an archive lies is one thing', async () => {
  expect(
    (await verdict(Buffer.concat([pdf, zip, Buffer.from('\nendstream\n%%EOF\n')]), usual)).reason,
  ).toBeUndefined();
});

const everything = ['pdf', 'jpeg', 'png', 'heic', 'docx', 'zip'] as const;

test.each<[DocumentType, Buffer]>([
  ['png', png],
  ['jpeg', jpeg],
  ['heic', heicOf()],
  ['pdf', pdf],
  ['docx', docx],
  ['zip', zip],
])(
  'a %s that was cut off is not taken, wherever it ends and in whatever pieces it comes',
  async (type, content) => {
    expect(await verdict(content, everything, 1)).toEqual({ type, reason: undefined });
    expect((await verdict(Buffer.concat([content, content]), everything)).reason).not.toBe('incomplete');
    for (let end = content.length - 8; end > 0; end -= 7) {
      const { type: shown, reason } = await verdict(content.subarray(0, end), everything, 1 + (end % 13));
      expect([end, shown === type ? reason : undefined]).toEqual([
        end,
        shown === type ? 'incomplete' : undefined,
      ]);
    }
  },
);

test('a PDF that is made to be shown early is not whole at its first end', async () => {
  const early = Buffer.from(`%PDF-1.7\n1 0 obj<</Linearized 1/L 900/N 1>>endobj\n%%EOF\n`);
  expect((await verdict(early, usual)).reason).toBe('incomplete');
  const whole = Buffer.concat([early, Buffer.alloc(900, ' ')]);
  expect((await verdict(whole, usual)).reason).toBeUndefined();
});

test.each<[DocumentType, Buffer]>([
  ['png', pngOf(png, 60_000)],
  ['jpeg', jpegOf(jpeg, 60_000)],
  ['heic', heicOf(60_000)],
])('a %s of 60,000 × 60,000 pixels is not taken', async (_, content) => {
  expect((await verdict(content, everything)).reason).toBe('too-many-pixels');
});

test.each<[string, Buffer]>([
  ['png of no size', pngOf(png, 0)],
  ['png without a picture', Buffer.concat([png.subarray(0, 33), png.subarray(-12)])],
  ['jpeg without a picture', Buffer.concat([jpeg.subarray(0, 20), jpeg.subarray(-2)])],
])('a %s is unreadable', async (_, content) => {
  expect((await verdict(content, everything)).reason).toBe('unreadable');
});

test('a PDF is read where it may run something, carry files or hide either, and no other one is', async () => {
  const isRead = (content: Buffer, pieceBytes = content.length): boolean => {
    const inspection = new Inspection();
    for (let at = 0; at < content.length; at += pieceBytes)
      inspection.take(content.subarray(at, at + pieceBytes));
    return inspection.needsReading;
  };
  const suspicious = [
    ...Object.values(activePdfs),
    ...Object.values(carryingPdfs),
    pdfInStream(),
    await protectedPdf(),
  ];
  for (const content of suspicious)
    for (const bytes of [1, 7, 100, content.length]) expect(isRead(content, bytes)).toBe(true);
  for (const content of [pdf, png, jpeg]) expect(isRead(content)).toBe(false);
});

test.each(['xl/macrosheets/sheet1.xml', 'word/activeX/activeX1.xml', 'Scripts/python/a.py'])(
  'an office file with %s runs something, too',
  async (name) => {
    expect((await verdict(officeWith(name), everything)).reason).toBe('macros');
  },
);

test('a file of any kind within an office file is taken where archives are', async () => {
  const content = officeWith('word/embeddings/oleObject1.bin');
  expect((await verdict(content, ['docx'], 9)).reason).toBe('carries-files');
  expect((await verdict(content, ['docx', 'zip'], 9)).reason).toBeUndefined();
  expect((await verdict(officeWith('word/embeddings/chart1.xlsx'), ['docx'])).reason).toBeUndefined();
});

test.each([0, 1])('an archive whose file %i opens with a password alone is not taken', async (nth) => {
  expect((await verdict(lockedArchive(nth), everything)).reason).toBe('encrypted');
});

test('a large piece is looked at to its end, though the beginning tells the type', async () => {
  const far = `%${' '.repeat(200_000)}\n`;
  const active = pdfWith('/OpenAction 4 0 R', `<<>>${far}`, '<</S/JavaScript/JS(1)>>');
  const inspection = new Inspection();
  inspection.take(active);
  expect(inspection.needsReading).toBe(true);
  const chunk = Buffer.alloc(200_012);
  chunk.writeUInt32BE(200_000);
  chunk.write('tEXt', 4);
  const picture = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  for (const bytes of [11, picture.length])
    expect(await verdict(picture, usual, bytes)).toEqual({ type: 'png', reason: undefined });
});
