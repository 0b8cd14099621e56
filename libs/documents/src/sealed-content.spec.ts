import { randomBytes } from 'node:crypto';
import { Sealer } from '#encryption';
import { chunkBytes, openContent, sealContent, type SealedSoFar } from './sealed-content';

const key = randomBytes(32);
const sealer = (purpose = 'document:1', subject = 'case') =>
  new Sealer('duisburg', subject, key).chunks(purpose);

async function* pieces(...content: readonly Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* content;
}

async function all(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const got: Buffer[] = [];
  for await (const piece of content) got.push(piece);
  return Buffer.concat(got);
}

/** Seals the whole in parts that end at these places. */
async function sealed(content: Buffer, ...ends: readonly number[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  let from: SealedSoFar = { bytes: 0, chunks: 0 };
  for (const end of [...ends, content.length]) {
    const part = content.subarray(from.bytes, end);
    parts.push(
      await all(
        sealContent(pieces(part), sealer(), { from, length: content.length }, (soFar) => (from = soFar)),
      ),
    );
  }
  return Buffer.concat(parts);
}

/** Where the chunks of sealed content begin. */
function chunksOf(content: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let rest = content; rest.length > 0;) {
    const length = 4 + (rest.readUInt32BE() & 0x7fff_ffff) + 28;
    chunks.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return chunks;
}

const content = randomBytes(3 * chunkBytes + 7);
const open = (bytes: Buffer, by = sealer()) => all(openContent(pieces(bytes), by));

test.each([[[]], [[1]], [[chunkBytes]], [[5, 5 + chunkBytes, 2 * chunkBytes + 9]]])(
  'what was sealed in parts that end at %j opens as it was',
  async (ends) => {
    expect((await open(await sealed(content, ...ends))).equals(content)).toBe(true);
  },
);

test('content opens however it is read', async () => {
  const bytes = await sealed(content);
  const single = [...bytes.subarray(0, 200)].map((byte) => Buffer.from([byte]));
  expect((await all(openContent(pieces(...single, bytes.subarray(200)), sealer()))).equals(content)).toBe(
    true,
  );
});

test('the same content is never sealed the same way twice', async () => {
  expect((await sealed(content)).equals(await sealed(content))).toBe(false);
});

test('a chunk grows by its length, nonce and tag and by nothing else', async () => {
  expect((await sealed(content)).length).toBe(content.length + 4 * (4 + 28));
});

test('content that was changed, swapped, repeated, cut off or continued does not open', async () => {
  const bytes = await sealed(content);
  const [first, second, third, last] = chunksOf(bytes) as [Buffer, Buffer, Buffer, Buffer];
  const bent = Buffer.from(bytes);
  bent.writeUInt8(bent.readUInt8(50) ^ 1, 50);
  const notLast = Buffer.from(last);
  notLast.writeUInt32BE(last.readUInt32BE() & 0x7fff_ffff);
  const damaged = {
    bent,
    swapped: Buffer.concat([second, first, third, last]),
    repeated: Buffer.concat([first, first, second, third, last]),
    'without one': Buffer.concat([first, third, last]),
    'without the end': Buffer.concat([first, second, third]),
    'cut within a chunk': bytes.subarray(0, -1),
    'with more after the end': Buffer.concat([bytes, last]),
    'with an end that says it is none': Buffer.concat([first, second, third, notLast]),
    empty: Buffer.alloc(0),
  };
  for (const [how, wrong] of Object.entries(damaged)) {
    expect([how, await open(wrong).catch(({ name }: Error) => name)]).toEqual([how, 'SealBroken']);
  }
});

test('content of another document or another case does not open', async () => {
  const bytes = await sealed(content);
  await expect(open(bytes, sealer('document:2'))).rejects.toThrow('does not open');
  await expect(open(bytes, sealer('document:1', 'another'))).rejects.toThrow('does not open');
});

test('nothing is given out of a chunk that was changed', async () => {
  const bytes = await sealed(content);
  bytes.writeUInt8(bytes.readUInt8(chunkBytes + 100) ^ 1, chunkBytes + 100);
  const given: number[] = [];
  const reading = (async () => {
    for await (const piece of openContent(pieces(bytes), sealer())) given.push(piece.length);
  })();
  await expect(reading).rejects.toThrow('chunk 1');
  expect(given).toEqual([chunkBytes]);
});
