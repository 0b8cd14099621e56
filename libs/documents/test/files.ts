import { crc32, deflateRawSync } from 'node:zlib';

/** Small files of every kind, made here: a test says what they are. */

export const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** One pixel. */
export const jpeg = Buffer.concat([
  Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP///////////////////////////////////////////////////////////////////////////////' +
      '///////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
    'base64',
  ),
  Buffer.from('ffd9', 'hex'),
]);

/** A picture of a camera (ISO/IEC 14496-12, 23008-12), of so many pixels on each side. */
export function heicOf(side = 1): Buffer {
  const box = (type: string, ...content: Buffer[]): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + Buffer.concat(content).length);
    head.write(type, 4);
    return Buffer.concat([head, ...content]);
  };
  const size = Buffer.alloc(12);
  size.writeUInt32BE(side, 4);
  size.writeUInt32BE(side, 8);
  const description = box('iprp', box('ipco', box('ispe', size)));
  return Buffer.concat([
    box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')),
    box('meta', Buffer.alloc(4), description),
    box('mdat', Buffer.alloc(40)),
  ]);
}

/** ZIP with these files (APPNOTE 4.3). @param method `packed`: they are deflated already, and the archive lies about their size */
export function archiveOf(
  files: Readonly<Record<string, string | Buffer>>,
  method: 'stored' | 'deflated' | 'packed' = 'stored',
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text as string);
    const packed = method === 'deflated' ? deflateRawSync(content, { level: 9 }) : content;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20);
    shared.writeUInt16LE(method === 'stored' ? 0 : 8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const at = Buffer.alloc(14);
    at.writeUInt32LE(offset, 10);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), packed]);
    local.push(entry);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, at, Buffer.from(name));
    offset += entry.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

export const zip = archiveOf({ 'a.txt': 'nothing much' });

const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export const docx = archiveOf({
  '[Content_Types].xml': contentTypes(wordMain),
  'word/document.xml': '<w:document/>',
});

/** It says that it is a document without macros, and has one. */
export const officeWithMacros = archiveOf({
  '[Content_Types].xml': contentTypes(wordMain),
  'word/document.xml': '<w:document/>',
  'word/vbaProject.bin': 'Sub AutoOpen()',
});

/** An archive whose nth file opens with a password alone, as far as its directory says. */
export function lockedArchive(nth = 0): Buffer {
  const locked = archiveOf({ 'a.txt': 'open', 'b.txt': 'closed' });
  let at = locked.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  for (let entry = 0; entry < nth; entry += 1)
    at = locked.indexOf(Buffer.from('PK\x01\x02', 'latin1'), at + 1);
  locked.writeUInt16LE(1, at + 8);
  return locked;
}

/** It says that it is a document, and has another file in it under a name of its own. */
export const officeWith = (name: string): Buffer =>
  archiveOf({
    '[Content_Types].xml': contentTypes(wordMain),
    'word/document.xml': '<w:document/>',
    [name]: 'something',
  });

/** The harmless text that every scanner takes for malware (eicar.org). In pieces, so that nobody finds it in this file. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join(''),
);
