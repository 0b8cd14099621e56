import { Inspection } from './inspection';
import type { DocumentType } from './media-type';
import { gzipSync } from 'node:zlib';
import { docx, jpeg, officeWithMacros, pdf, png, zip } from '../test/files';
import { archiveBomb, docxOfEntities, docxOfSpaces, odtOfEntities, pngOf } from '../test/liars';

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

test.each<[string, Buffer, DocumentType]>([
  ['a picture of 100,000 × 100,000 pixels', pngOf(png, 100_000), 'png'],
  ['a Word document of entities of entities', docxOfEntities, 'docx'],
  ['a text of entities of entities', odtOfEntities, 'odt'],
  ['archives in archives', archiveBomb(), 'zip'],
  // What tells its type is not unpacked to its end.
  ['a Word document whose list of parts unpacks to 500 MB', docxOfSpaces(500), 'zip'],
])('%s costs nothing to look at', async (_, content, type) => {
  const before = process.resourceUsage().maxRSS;
  expect(await verdict(content, ['png', 'docx', 'odt', 'zip'])).toEqual({ type, reason: undefined });
  // In kilobytes.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(50_000);
});

test('a PDF in which an archive lies is one thing', async () => {
  expect(
    (await verdict(Buffer.concat([pdf, zip, Buffer.from('\nendstream\n%%EOF\n')]), usual)).reason,
  ).toBeUndefined();
});
