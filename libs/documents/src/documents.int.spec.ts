import { randomBytes, randomUUID, createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#availability';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { DataKeys, encryptionMigrations, KeyDestroyed, KeyEncryptionKey, type Sealed } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { testDatabase, type TestDatabase } from '#testing';
import { pdf } from '../test/files';
import { behindTheEnd, pdfOf } from '../test/liars';
import { all, keysBelow, pieces } from '../test/store.contract';
import { compareDocuments } from './comparison';
import { isComplete, type CompleteDocument, type KeptDocument, type Place } from './document';
import { addressOf, Documents, type Part } from './documents';
import { DocumentsTable } from './documents-table';
import { FolderStore } from './folder-store';
import { documentsMigrations } from './migrations';
import type { ObjectStore } from './object-store';
import { ScanWorker } from './scan-worker';
import type { Scanner } from './scanner';

const name = 'sealed name' as Sealed;
const large = Buffer.concat([pdf, randomBytes(300_000)]);

const migrations = [
  ...eventStoreMigrations('application'),
  ...encryptionMigrations('application'),
  ...documentsMigrations('application'),
];

describe('documents of a service', () => {
  let postgres: TestDatabase;
  let database: TenantDatabase;
  let folder: string;
  let store: FolderStore;
  let keys: DataKeys;
  let documents: Documents;
  let place: Place;

  beforeAll(async () => {
    postgres = await testDatabase('application', migrations);
    database = openTenantDatabase(postgres.serviceUrl, { connectTimeoutMs: 30_000 });
    folder = mkdtempSync(join(tmpdir(), 'serviceportal-documents-'));
    store = new FolderStore(folder);
    keys = new DataKeys(database, new KeyEncryptionKey(randomBytes(32)));
    documents = documentsIn(store);
  });
  afterAll(async () => {
    await database.close();
    await postgres.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => void (place = { tenant: 'duisburg', streamId: randomUUID() }));

  const documentsIn = (where: ObjectStore) => new Documents(new DocumentsTable(database), keys, where, true);
  const announce = (length: number, requestKey?: string): Promise<KeptDocument> =>
    documents.announce(place, {
      personId: 'erika',
      kind: 'other',
      name,
      length,
      ...(requestKey !== undefined && { requestKey }),
    });
  const send = (id: string, offset: number, content: Buffer, more: Partial<Part> = {}, by = documents) =>
    by.receive(place, id, { offset, content: pieces(content), accepted: { types: ['pdf'] }, ...more });
  async function handedIn(content = large): Promise<CompleteDocument> {
    const { id } = await announce(content.length);
    const document = await send(id, 0, content);
    if (document === undefined || !isComplete(document)) throw new Error('it is not complete');
    return document;
  }
  const objects = () => keysBelow(store, 'duisburg/');
  const rows = () =>
    postgres.query('SELECT * FROM documents.documents WHERE stream_id = $1', [place.streamId]);

  test('a document is addressed by the hash of its ciphertext, which has nothing of its content', async () => {
    const document = await handedIn();
    const file = readFileSync(join(folder, addressOf('duisburg', document.hash)));
    expect(createHash('sha256').update(file).digest('hex')).toBe(document.hash);
    expect(file.includes('%PDF')).toBe(false);
    expect(document).toMatchObject({ mediaType: 'application/pdf', scan: 'waiting', bound: false });
    expect((await all(await documents.open(place, document))).equals(large)).toBe(true);
  });

  test('parts of any size make the same document, wherever an upload stopped', async () => {
    const { id } = await announce(large.length);
    for (const [from, until] of [
      [0, 10],
      [10, 70_000],
      [70_000, large.length],
    ] as const)
      await send(id, from, large.subarray(from, until));
    const document = await documents.find(place, id);
    if (document === undefined || !isComplete(document)) throw new Error('it is not complete');
    expect((await all(await documents.open(place, document))).equals(large)).toBe(true);
    expect((await objects()).filter((key) => key.includes(id))).toEqual([]);
  });

  test('a part that is repeated, too early or too late is refused, and nothing of it stays', async () => {
    const { id } = await announce(large.length);
    await send(id, 0, large.subarray(0, 1_000));
    const before = await objects();
    for (const offset of [0, 999, 1_001, 5_000])
      await expect(send(id, offset, large.subarray(offset, 2_000))).rejects.toMatchObject({
        received: 1_000,
      });
    expect(await objects()).toEqual(before);
  });

  test('of two uploads of one part one counts', async () => {
    const { id } = await announce(large.length);
    const attempts = await Promise.allSettled([1, 2, 3].map(() => send(id, 0, large.subarray(0, 100_000))));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await objects()).filter((key) => key.includes(id))).toHaveLength(1);
    await send(id, 100_000, large.subarray(100_000));
    const [document] = await documents.of(place);
    if (document === undefined || !isComplete(document)) throw new Error('it is not complete');
    expect((await all(await documents.open(place, document))).equals(large)).toBe(true);
  });

  test('a part with a wrong hash is not kept, and the right one goes on', async () => {
    const { id } = await announce(large.length);
    const sha256 = createHash('sha256').update(large).digest();
    const wrong = Buffer.from(large);
    wrong.writeUInt8(wrong.readUInt8(200_000) ^ 1, 200_000);
    await expect(send(id, 0, wrong, { sha256 })).rejects.toMatchObject({ name: 'PartDamaged' });
    expect(await documents.find(place, id)).toMatchObject({ received: 0 });
    expect(isComplete((await send(id, 0, large, { sha256 })) as KeptDocument)).toBe(true);
  });

  test('more than was announced is not kept', async () => {
    const { id } = await announce(1_000);
    await expect(send(id, 0, large)).rejects.toMatchObject({ name: 'PartTooLong' });
    expect(await documents.find(place, id)).toMatchObject({ received: 0 });
  });

  test('what is not taken here is told as soon as it shows, and is gone', async () => {
    const html = Buffer.concat([Buffer.from('<!doctype html>'), Buffer.alloc(400_000, ' ')]);
    const { id } = await announce(html.length);
    let asked = 0;
    async function* slowly(): AsyncGenerator<Buffer, void, undefined> {
      for (let at = 0; at < html.length; at += 50_000) {
        asked += 1;
        yield await Promise.resolve(html.subarray(at, at + 50_000));
      }
    }
    const refused = documents.receive(place, id, {
      offset: 0,
      content: slowly(),
      accepted: { types: ['pdf'] },
    });
    await expect(refused).rejects.toMatchObject({ reason: 'type-unknown' });
    expect(asked).toBeLessThan(4);
    expect(await rows()).toEqual([]);
    expect((await objects()).filter((key) => key.includes(id))).toEqual([]);
  });

  test.each([
    ['in one part', [0]],
    ['in several parts', [0, 10, 90_000]],
  ])('too many pages, sent %s, are told, and the document is gone', async (_, starts) => {
    const content = Buffer.concat([pdfOf(3), behindTheEnd]);
    const sendAll = async (maxPages: number) => {
      const { id } = await announce(content.length);
      for (const [nth, start] of starts.entries()) {
        const accepted = { types: ['pdf'], maxPages } as const;
        await send(id, start, content.subarray(start, starts[nth + 1]), { accepted });
      }
    };
    await sendAll(3);
    expect(await rows()).toMatchObject([{ media_type: 'application/pdf' }]);
    await expect(sendAll(2)).rejects.toMatchObject({ reason: 'too-many-pages', accepted: { maxPages: 2 } });
    expect(await rows()).toHaveLength(1);
  });

  test('what turns out not to be taken when its last part is told again is gone as well', async () => {
    const { id } = await announce(large.length);
    const killed = new Error('killed');
    class DyingStore extends FolderStore {
      override copy(): Promise<void> {
        return Promise.reject(killed);
      }
    }
    await expect(send(id, 0, large, {}, documentsIn(new DyingStore(folder)))).rejects.toThrow(killed);
    const refused = send(id, large.length, Buffer.alloc(0), { accepted: { types: ['png'] } });
    await expect(refused).rejects.toMatchObject({ reason: 'type-not-allowed' });
    expect(await rows()).toEqual([]);
  });

  test('a request that is repeated announces one document', async () => {
    const [first, second] = await Promise.all([announce(10, 'key-1'), announce(10, 'key-1')]);
    expect(first.id).toBe(second.id);
    expect(await rows()).toHaveLength(1);
  });

  test('a document is looked up by its key, also by a plan that was made when there was none', async () => {
    place = { tenant: 'rees', streamId: randomUUID() };
    const fresh = await testDatabase('application', migrations);
    const alone = openTenantDatabase(fresh.serviceUrl, { connections: 1 });
    try {
      const ofAlone = new DataKeys(alone, new KeyEncryptionKey(randomBytes(32)));
      const few = new Documents(new DocumentsTable(alone), ofAlone, store, true);
      // The sixth time a statement is run its plan is kept, whatever comes later.
      for (let nth = 0; nth < 20; nth += 1) {
        const { id } = await few.announce(place, {
          personId: 'erika',
          kind: 'other',
          name,
          length: pdf.length,
        });
        await send(id, 0, pdf, {}, few);
      }
      await alone.acrossTenants((client) => client.query('SELECT pg_stat_force_next_flush()'));
      const read = await fresh.query<{ index: string }>(
        `SELECT indexrelname AS index FROM pg_stat_user_indexes WHERE relname = 'documents' AND idx_tup_read > 0`,
      );
      expect(read.map(({ index }) => index)).toEqual(['documents_pkey']);
    } finally {
      await alone.close();
      await fresh.drop();
    }
  });

  test('what the portal makes is kept without a scan', async () => {
    const made = { personId: 'service:application', kind: 'copy', name, length: large.length };
    const document = await documents.keep(place, made, 'pdf', pieces(large));
    expect(document).toMatchObject({ scan: 'own', mediaType: 'application/pdf', kind: 'copy' });
    expect((await all(await documents.open(place, document))).equals(large)).toBe(true);
  });

  test.each(['after the part was stored', 'after the copy was made'])(
    'a process that is killed %s loses nothing: the upload goes on',
    async (when) => {
      const { id } = await announce(large.length);
      const killed = new Error('killed');
      class DyingStore extends FolderStore {
        override async copy(from: string, to: string): Promise<void> {
          if (when === 'after the copy was made') await super.copy(from, to);
          throw killed;
        }
      }
      await expect(send(id, 0, large, {}, documentsIn(new DyingStore(folder)))).rejects.toThrow(killed);
      expect(await documents.find(place, id)).toMatchObject({ received: large.length, hash: null });
      const document = (await send(id, large.length, Buffer.alloc(0))) as CompleteDocument;
      expect((await all(await documents.open(place, document))).equals(large)).toBe(true);
      expect((await objects()).filter((key) => key.includes(id))).toEqual([]);
    },
  );

  test('a document that was changed in the store does not open, nor one whose key was destroyed', async () => {
    const [document, other] = [await handedIn(), await handedIn()];
    const exchanged = { id: document.id, hash: other.hash };
    await expect(documents.open(place, exchanged).then(all)).rejects.toThrow('does not open');
    await keys.destroy(place.tenant, place.streamId);
    await expect(documents.open(place, document)).rejects.toThrow(KeyDestroyed);
    await expect(announce(10)).rejects.toThrow(KeyDestroyed);
  });

  test('everything of a case goes, parts and whole documents', async () => {
    await handedIn();
    const { id } = await announce(large.length);
    await send(id, 0, large.subarray(0, 100));
    const kept = await objects();
    await documents.discardAll(place);
    expect(await rows()).toEqual([]);
    expect((await objects()).length).toBe(kept.length - 2);
  });

  test('while the store is away a document that goes is found by nobody, and goes later', async () => {
    const document = await handedIn();
    class Away extends FolderStore {
      override remove(): Promise<void> {
        return Promise.reject(new Error('away'));
      }
    }
    await expect(documentsIn(new Away(folder)).discard(place, document.id)).rejects.toThrow('away');
    expect(await documents.of(place)).toEqual([]);
    await documents.discardExpired(place, true);
    expect(await rows()).toEqual([]);
    expect(await store.has(addressOf('duisburg', document.hash))).toBe(false);
  });

  test('what nobody bound in time goes; of a draft what is complete stays', async () => {
    await handedIn();
    await announce(large.length);
    await postgres.query(
      `UPDATE documents.documents SET ends_at = now() - interval '1 second' WHERE stream_id = $1`,
      [place.streamId],
      'duisburg',
    );
    await documents.discardExpired(place, true);
    expect(await documents.of(place)).toMatchObject([{ received: large.length }]);
    expect(await documents.discardExpired(place, false)).toBeUndefined();
    expect(await rows()).toEqual([]);
  });

  test('the end of what was announced stands in the due-table, the soonest first', async () => {
    const due = () =>
      postgres.query<{ version: number; hours: number }>(
        `SELECT version, round(extract(epoch FROM due_at - now()) / 3600)::int AS hours FROM event_store.due
         WHERE stream_id = $1 AND kind = 'documents-end'`,
        [place.streamId],
      );
    await announce(10);
    await announce(10);
    expect(await due()).toEqual([{ version: 2, hours: 24 }]);
  });

  test('while the scanner is away nothing is opened for it', async () => {
    await handedIn();
    let reads = 0;
    class Counting extends FolderStore {
      override read(key: string) {
        reads += 1;
        return super.read(key);
      }
    }
    const asked = new EventEmitter();
    const away: Scanner = {
      place: 'nowhere',
      scan: () => {
        asked.emit('scan');
        return Promise.reject(new Unavailable('nowhere', new Error('away')));
      },
      check: () => Promise.resolve(),
      passesUnseen: () => Promise.resolve(false),
    };
    const isAsked = once(asked, 'scan');
    const worker = new ScanWorker(documentsIn(new Counting(folder)), new DocumentsTable(database), away, () =>
      Promise.reject(new Error('nothing was found')),
    );
    worker.onApplicationBootstrap();
    await isAsked;
    await worker.beforeApplicationShutdown();
    expect(reads).toBe(0);
  });

  test('what belongs to nothing is named, and so is what is not there', async () => {
    const document = await handedIn();
    const { id } = await announce(large.length);
    await send(id, 0, large.subarray(0, 100));
    const compare = () =>
      compareDocuments(store, new DocumentsTable(database), 'duisburg', Date.now() + 7_200_000);
    const before = await compare();
    const orphans = [
      `duisburg/documents/00/${'0'.repeat(64)}`,
      `duisburg/parts/${randomUUID()}/${randomUUID()}`,
    ];
    for (const key of orphans) await store.write(key, pieces(Buffer.from('left')));
    await store.remove(addressOf('duisburg', document.hash));
    const sorted = (found: Awaited<ReturnType<typeof compare>>) =>
      [...found].sort((left, right) => left.detail.localeCompare(right.detail));
    expect(before).toEqual([]);
    expect(sorted(await compare())).toEqual([
      { kind: 'missing', streamId: place.streamId, detail: expect.stringContaining(document.id) as string },
      ...orphans.map((key) => ({
        kind: 'orphan',
        streamId: key.split('/').at(key.includes('parts') ? 2 : 3),
        detail: `${key} belongs to no document`,
      })),
    ]);
    // What is being written now is no orphan.
    expect(
      (await compareDocuments(store, new DocumentsTable(database), 'duisburg')).map(({ kind }) => kind),
    ).toEqual(['missing']);
    for (const key of orphans) await store.remove(key);
    await documents.discardAll(place);
  });
});
