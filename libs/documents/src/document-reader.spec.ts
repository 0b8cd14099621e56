import { docx, jpeg, pdf, png, zip } from '../test/files';
import {
  activePdfs,
  behindTheEnd,
  carryingPdfs,
  deepPdf,
  invoice,
  pdfInStream,
  pdfOf,
  pdfWith,
  protectedPdf,
  tiffOf,
  tiffOfStrip,
} from '../test/liars';
import { pieces } from '../test/store.contract';
import type { DocumentType } from './media-type';
import { DocumentReader, type AskedOfDocument } from './document-reader';

const reader = new DocumentReader();
const refusal = (type: DocumentType, content: Buffer, asked: AskedOfDocument, by = reader) =>
  by.refusal(
    {
      ...{ type, length: content.length },
      content: () => Promise.resolve(pieces(content.subarray(0, 5), content.subarray(5))),
    },
    asked,
  );
const ask = (type: DocumentType, content: Buffer, maxPages: number, by = reader) =>
  refusal(type, content, { maxPages }, by);

test.each<[string, DocumentType, Buffer, number]>([
  ['PDF', 'pdf', pdf, 1],
  ['PDF of many pages', 'pdf', pdfOf(300), 300],
  ['PDF whose objects lie in a stream', 'pdf', pdfInStream(), 1],
  ['PDF with something behind its end', 'pdf', Buffer.concat([pdfOf(3), behindTheEnd]), 3],
  ['PDF that says it has more pages than there are', 'pdf', pdfOf(2, 5_000), 2],
  ['PDF whose page lies deep', 'pdf', deepPdf(2_000), 1],
  ['TIFF', 'tiff', tiffOf(3), 3],
  ['TIFF of the other order', 'tiff', tiffOf(4, { isLittle: false }), 4],
  ['picture', 'jpeg', jpeg, 1],
  ['picture', 'png', png, 1],
])('the pages of a %s (%s) are counted', async (_, type, content, pages) => {
  expect([await ask(type, content, pages), await ask(type, content, pages - 1)]).toEqual([
    undefined,
    'too-many-pages',
  ]);
});

test('100,000 pages are too many', async () => {
  expect(await ask('pdf', pdfOf(100_000), 1_000)).toBe('too-many-pages');
});

test('a TIFF of millions of pictures is not counted to its end', async () => {
  expect(await ask('tiff', tiffOf(2_000_000), 10)).toBe('too-many-pages');
});

test('what has no pages before somebody lays it out is not counted', async () => {
  for (const [type, content] of [
    ['docx', docx],
    ['zip', zip],
  ] as const)
    expect(await ask(type, content, 1)).toBeUndefined();
});

test('a PDF that opens with a password alone is told from one that everybody may open', async () => {
  expect(await ask('pdf', await protectedPdf(), 1)).toBe('encrypted');
  expect(await ask('pdf', await protectedPdf({ ownerPassword: 'geheim' }), 1)).toBeUndefined();
});

test.each<[string, DocumentType, Buffer]>([
  ['PDF with nothing in it', 'pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 'A')])],
  ['PDF that ends early', 'pdf', pdf.subarray(0, 60)],
  ['TIFF that leads out of itself', 'tiff', tiffOf(2, { next: 1_000_000 })],
  ['TIFF that goes round in circles', 'tiff', tiffOf(2, { next: 8 })],
  ['TIFF without a picture', 'tiff', tiffOf(0).fill(0, 4)],
])('a %s is unreadable', async (_, type, content) => {
  expect(await ask(type, content, 10)).toBe('unreadable');
});

describe('a PDF that unpacks to more than it may', () => {
  const limits = { bytes: 64_000_000, ms: 60_000 };
  /** Three gigabytes in three megabytes. */
  const bomb = pdfInStream(3_000);

  test('is unreadable; memory stays flat, everything else goes on, and the next one is counted', async () => {
    const bounded = new DocumentReader(limits);
    const before = process.memoryUsage.rss();
    let most = before;
    let isRead = false;
    const reading = ask('pdf', bomb, 10, bounded).finally(() => (isRead = true));
    const next = ask('pdf', pdfOf(3), 3, bounded);
    let turns = 0;
    for (; !isRead; turns += 1) {
      await new Promise(setImmediate);
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect(await reading).toBe('unreadable');
    expect(turns).toBeGreaterThan(100);
    expect(await next).toBeUndefined();
    expect(most - before).toBeLessThan(400_000_000);
  });

  test('that is packed twice, too', async () => {
    expect(await ask('pdf', pdfInStream(3_000, 2), 10, new DocumentReader(limits))).toBe('unreadable');
  });
});

test('a PDF that takes too long is unreadable, and the next one is counted', async () => {
  const hasty = new DocumentReader({ bytes: 64_000_000, ms: 1 });
  expect(await ask('pdf', pdf, 10, hasty)).toBe('unreadable');
  expect(await ask('pdf', pdf, 1)).toBeUndefined();
});

test('content that does not open says so itself', async () => {
  const broken = () => Promise.reject(new RangeError('it does not open'));
  await expect(reader.refusal({ type: 'pdf', length: 5, content: broken }, { maxPages: 1 })).rejects.toThrow(
    RangeError,
  );
  expect(await ask('pdf', pdf, 1)).toBeUndefined();
});

describe('what is in a PDF', () => {
  const looksInside = true;

  test.each(Object.entries(activePdfs))('%s is nothing that is taken', async (_, content) => {
    expect(await refusal('pdf', content, { looksInside, takesFiles: true })).toBe('active');
  });

  test.each(Object.entries(carryingPdfs))('%s is taken where archives are', async (_, content) => {
    expect(await refusal('pdf', content, { looksInside })).toBe('carries-files');
    expect(await refusal('pdf', content, { looksInside, takesFiles: true })).toBeUndefined();
  });

  test('data of an invoice, a link, and what belongs to nothing of this are taken', async () => {
    const link = pdfWith('', '<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.org)>>>>');
    for (const content of [
      pdf,
      invoice,
      link,
      pdfInStream(),
      await protectedPdf({ ownerPassword: 'geheim' }),
    ])
      expect(await refusal('pdf', content, { looksInside, maxPages: 1 })).toBeUndefined();
  });

  test('is not seen where it opens with a password alone, or cannot be read', async () => {
    expect(await refusal('pdf', await protectedPdf(), { looksInside })).toBe('encrypted');
    expect(await refusal('pdf', Buffer.from('%PDF-1.7\n%%EOF'), { looksInside })).toBe('unreadable');
    const bounded = new DocumentReader({ bytes: 64_000_000, ms: 60_000 });
    expect(await refusal('pdf', pdfInStream(3_000), { looksInside }, bounded)).toBe('unreadable');
  });
});

test('a TIFF that was cut off or is too large is not taken, however many pages it may have', async () => {
  expect(await refusal('tiff', tiffOfStrip({ side: 15_000 }), {})).toBeUndefined();
  expect(await refusal('tiff', tiffOfStrip({ missing: 1 }), {})).toBe('incomplete');
  expect(await refusal('tiff', tiffOfStrip({ side: 60_000 }), {})).toBe('too-many-pixels');
});
