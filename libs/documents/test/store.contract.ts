import { randomBytes } from 'node:crypto';
import { ObjectMissing, type ObjectStore } from '../src/object-store';

export async function* pieces(...content: readonly Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* content;
}

export async function all(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const got: Buffer[] = [];
  for await (const piece of content) got.push(piece);
  return Buffer.concat(got);
}

/** The keys below a prefix, in order. */
export async function keysBelow(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
}

/** What every object store does. @param store called when the tests run */
export function storeContract(store: () => ObjectStore): void {
  // More than one part of S3.
  const content = randomBytes(6 * 1024 * 1024 + 5);
  const inPieces = (): AsyncGenerator<Buffer, void, undefined> =>
    pieces(...Array.from({ length: 97 }, (_, nth) => content.subarray(nth * 65_536, (nth + 1) * 65_536)));

  test('what was written is read, byte by byte', async () => {
    await store().write('duisburg/documents/aa/whole', inPieces());
    expect((await all(await store().read('duisburg/documents/aa/whole'))).equals(content)).toBe(true);
  });

  test('content that fails half-way leaves nothing', async () => {
    async function* failing(): AsyncGenerator<Buffer, void, undefined> {
      yield* pieces(content.subarray(0, 6_000_000));
      await Promise.resolve();
      throw new RangeError('the part is too long');
    }
    await expect(store().write('duisburg/half/one', failing())).rejects.toThrow(RangeError);
    expect(await store().has('duisburg/half/one')).toBe(false);
    expect(await keysBelow(store(), 'duisburg/half/')).toEqual([]);
  });

  test('what is not there is missing, and removing it changes nothing', async () => {
    await expect(store().read('duisburg/none/x')).rejects.toThrow(ObjectMissing);
    await expect(store().copy('duisburg/none/x', 'duisburg/none/y')).rejects.toThrow(ObjectMissing);
    await store().remove('duisburg/none/x');
    expect(await store().has('duisburg/none/x')).toBe(false);
  });

  test('a copy stays when what it was made of goes; making it twice changes nothing', async () => {
    await store().write('duisburg/parts/one', pieces(Buffer.from('eins')));
    await store().copy('duisburg/parts/one', 'duisburg/kept/one');
    await store().copy('duisburg/parts/one', 'duisburg/kept/one');
    await store().remove('duisburg/parts/one');
    expect(String(await all(await store().read('duisburg/kept/one')))).toBe('eins');
    expect(await store().has('duisburg/parts/one')).toBe(false);
  });

  test('everything below a prefix is listed, and nothing else', async () => {
    for (const key of ['wuppertal/a/1', 'wuppertal/b/2', 'wuppertaler/c/3'])
      await store().write(key, pieces(Buffer.from(key)));
    expect(await keysBelow(store(), 'wuppertal/')).toEqual(['wuppertal/a/1', 'wuppertal/b/2']);
    expect(await keysBelow(store(), 'essen/')).toEqual([]);
  });

  test.each(['../secret', 'duisburg/../wuppertal/a', '/etc/passwd', 'duisburg//a', 'Duisburg/a', ''])(
    'a key that leads elsewhere (%j) is refused',
    async (key) => {
      await expect(store().read(key)).rejects.toThrow(TypeError);
      await expect(store().write(key, pieces(Buffer.from('x')))).rejects.toThrow(TypeError);
    },
  );

  test('a store that works says nothing', async () => {
    await expect(store().check()).resolves.toBeUndefined();
    await expect(store().tidy(new Date())).resolves.toBeUndefined();
  });
}
