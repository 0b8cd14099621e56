import { createHash, randomUUID } from 'node:crypto';
import type { ChunkSealer, DataKeys, Sealed } from '#encryption';
import { v7 as uuidv7 } from 'uuid';
import { isComplete, type CompleteDocument, type KeptDocument, type Place, type Scan } from './document';
import { DocumentReader } from './document-reader';
import type { DocumentRow, DocumentsTable } from './documents-table';
import { Inspection, type Unacceptable } from './inspection';
import { documentTypes, type DocumentType } from './media-type';
import type { ObjectStore } from './object-store';
import { passing } from './pieces';
import { openContent, sealContent, type SealedSoFar } from './sealed-content';

/** How long what was announced is kept until its last part has come, and how long what is complete until it is bound, in seconds. */
const unfinishedSeconds = 24 * 3_600;
const unboundSeconds = 7 * 24 * 3_600;

/** What somebody wants to hand in. */
export interface Announced {
  /** `service:<name>` for the portal itself. */
  readonly personId: string;
  readonly kind: string;
  readonly name: Sealed;
  /** Bytes of the whole. */
  readonly length: number;
  /** With whose data key it is sealed; default: that of its stream. */
  readonly subjectId?: string;
  /** Names the request that announces it: a repeated one finds the same document. */
  readonly requestKey?: string;
}

/** One part of a document's content, as it comes. */
export interface Part {
  /** Where it begins. */
  readonly offset: number;
  /** May end early, where its sender is gone: what came is kept. Nothing is kept of a piece when the next one is asked for. */
  readonly content: AsyncIterable<Buffer>;
  /** SHA-256 of it, where its sender told one: then it is kept whole or not at all. */
  readonly sha256?: Buffer;
  readonly accepted: Accepted;
}

/** What a service takes. */
export interface Accepted {
  readonly types: readonly DocumentType[];
  /** Most pages; unlimited where it is left out. Types that have none before somebody lays them out are not counted. */
  readonly maxPages?: number;
}

/** A part does not begin where the document stands, or another one came first. */
export class PartOutOfOrder extends Error {
  override readonly name = 'PartOutOfOrder';

  constructor(readonly received: number) {
    super(`the document stands at byte ${received}`);
  }
}

/** What came is not what its sender says it is. */
export class PartDamaged extends Error {
  override readonly name = 'PartDamaged';
}

/** More came than was announced. */
export class PartTooLong extends Error {
  override readonly name = 'PartTooLong';
}

/** The content is none that is taken here. The document is gone with it. */
export class DocumentUnacceptable extends Error {
  override readonly name = 'DocumentUnacceptable';

  constructor(
    readonly reason: Unacceptable,
    readonly accepted: Accepted,
  ) {
    super(reason);
  }
}

/** What has passed of the content of a document, from its first byte on. */
interface Seen {
  readonly inspection: Inspection;
  /** SHA-256 of the ciphertext, lower-case hex. */
  readonly hash: string;
}

/** What a service keeps of documents: their content, sealed with the key of their case, and what is known of them beside the history. */
export class Documents {
  private readonly listeners = new Set<() => void>();
  private readonly reader = new DocumentReader();

  constructor(
    private readonly table: DocumentsTable,
    private readonly keys: DataKeys,
    readonly store: ObjectStore,
    /** Whether there is a scanner. */
    private readonly isScanned: boolean,
  ) {}

  /** Told when a document waits for its scan. @returns the way to be told no longer */
  onWaiting(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Somebody may have something to scan. */
  readonly wakeScans = (): void => {
    for (const listener of this.listeners) listener();
  };

  /** Announces a document, whose content comes by `receive`. @throws KeyDestroyed */
  async announce(place: Place, { requestKey, ...announced }: Announced): Promise<KeptDocument> {
    const { subjectId = place.streamId } = announced;
    // A key that was destroyed is told now and not after 50 MB.
    await this.keys.sealerFor(place.tenant, subjectId);
    return this.table.announce(place, {
      ...announced,
      subjectId,
      id: uuidv7(),
      scan: this.isScanned ? 'waiting' : 'not-scanned',
      requestKey: requestKey ?? null,
      keptSeconds: unfinishedSeconds,
    });
  }

  /** Whether a request has announced a document before. */
  async isAnnounced({ tenant }: Place, personId: string, requestKey: string): Promise<boolean> {
    return (await this.table.announced(tenant, personId, requestKey)) !== undefined;
  }

  find(place: Place, id: string): Promise<KeptDocument | undefined> {
    return this.table.find(place, id);
  }

  /** Oldest first. */
  of(place: Place): Promise<readonly KeptDocument[]> {
    return this.table.of(place);
  }

  /**
   * Takes one part of a document. The last one completes it: its bytes show what it is, and it gets its address.
   * @returns undefined where there is no such document (any more)
   * @throws PartOutOfOrder, PartTooLong, PartDamaged: nothing of the part is kept; DocumentUnacceptable; Unavailable
   */
  async receive(place: Place, id: string, part: Part): Promise<KeptDocument | undefined> {
    const document = await this.table.find(place, id);
    if (document === undefined) return undefined;
    const { received, length } = document;
    if (part.offset !== received) throw new PartOutOfOrder(received);
    if (isComplete(document)) return document;
    try {
      // All of it came, and then something failed.
      if (received === length) return await this.complete(place, document, part.accepted);
      const { after, seen } = await this.keepPart(place, document, part);
      return after.received < length ? after : await this.complete(place, after, part.accepted, seen);
    } catch (error) {
      if (error instanceof DocumentUnacceptable) await this.discard(place, id);
      throw error;
    }
  }

  /** A document all of which is there. */
  async findComplete(place: Place, id: string): Promise<CompleteDocument | undefined> {
    const document = await this.table.find(place, id);
    return document !== undefined && isComplete(document) ? document : undefined;
  }

  /**
   * Keeps content that the portal itself has made. Nobody sees it before an event binds it.
   * @param made with an id where the same thing always has the same: what an attempt that broke off has left of it goes
   */
  async keep(
    place: Place,
    { id = uuidv7(), ...made }: Omit<Announced, 'requestKey'> & { readonly id?: string },
    type: DocumentType,
    content: AsyncIterable<Buffer>,
  ): Promise<CompleteDocument> {
    const scan: Scan = 'own';
    const keptSeconds = unfinishedSeconds;
    await this.discard(place, id);
    const document = await this.table.announce(place, {
      ...made,
      id,
      subjectId: made.subjectId ?? place.streamId,
      scan,
      requestKey: null,
      keptSeconds,
    });
    const { after, seen } = await this.keepPart(place, document, {
      offset: 0,
      content,
      accepted: { types: [type] },
    });
    return this.settle(place, after, { hash: seen.hash, mediaType: documentTypes[type].mediaType, scan });
  }

  /**
   * The content of a document, which has to be one that may be opened.
   * @throws KeyDestroyed, ObjectMissing, Unavailable; while it is read, SealBroken
   */
  async open(
    place: Place,
    {
      id,
      hash,
      subjectId = place.streamId,
    }: Pick<CompleteDocument, 'id' | 'hash'> & Partial<Pick<CompleteDocument, 'subjectId'>>,
  ): Promise<AsyncIterable<Buffer>> {
    const sealer = await this.sealerOf(place, { id, subjectId });
    return openContent(passing(await this.store.read(addressOf(place.tenant, hash))), sealer);
  }

  /** Removes a document that is not bound. @returns false where there is none */
  async discard(place: Place, id: string): Promise<boolean> {
    const row = await this.table.leave(place, id);
    if (row !== undefined) await this.clear(place, row);
    return row !== undefined;
  }

  /** Removes everything of a case whose content is gone. Repeating it does what is left to do. */
  async discardAll(place: Place): Promise<void> {
    for (const row of await this.table.leaveAll(place)) await this.clear(place, row);
  }

  /**
   * Removes what nobody bound in time.
   * @param spareComplete for a draft: what is complete is kept as long as it is
   * @returns when there is more to look at, UTC, ISO 8601
   */
  async discardExpired(place: Place, spareComplete: boolean): Promise<string | undefined> {
    for (const row of await this.table.leaveExpired(place, spareComplete)) await this.clear(place, row);
    return this.table.nextEnd(place);
  }

  private async clear(place: Place, { id, hash, parts }: DocumentRow): Promise<void> {
    const keys = hash === null ? parts : [addressOf(place.tenant, hash), ...parts];
    for (const key of keys) await this.store.remove(key);
    await this.table.remove(place, id);
  }

  /** Seals a part on its way into the store, and notes it. */
  private async keepPart(
    place: Place,
    document: DocumentRow,
    part: Part,
  ): Promise<{ readonly after: DocumentRow; readonly seen: Seen }> {
    const { id, received, chunks, length } = document;
    const sealer = await this.sealerOf(place, document);
    const inspection = new Inspection();
    const checked = checkedPart(part, length - received, received === 0 ? inspection : undefined);
    let soFar: SealedSoFar = { bytes: received, chunks };
    const sealed = sealContent(checked, sealer, { from: soFar, length }, (progress) => (soFar = progress));
    const hash = createHash('sha256');
    const key = `${place.tenant}/parts/${id}/${randomUUID()}`;
    await this.store.write(key, hashed(passing(sealed), hash));
    const seen = { inspection, hash: hash.digest('hex') };
    const added = { key, received: soFar.bytes, chunks: soFar.chunks };
    const after = soFar.bytes === received ? document : await this.table.add(place, document, added);
    if (after !== undefined && soFar.bytes > received) return { after, seen };
    // Nothing came, or another part came first.
    await this.store.remove(key);
    if (after !== undefined) return { after, seen };
    throw new PartOutOfOrder((await this.table.find(place, id))?.received ?? received);
  }

  /** @param seen where all of it came in one part and passed just now */
  private async complete(
    place: Place,
    document: DocumentRow,
    accepted: Accepted,
    seen?: Seen,
  ): Promise<KeptDocument> {
    const { parts, scan } = document;
    const { inspection, hash } =
      parts.length === 1 && seen !== undefined ? seen : await this.look(place, document);
    const reason = await inspection.unacceptable(accepted.types);
    if (reason !== undefined) throw new DocumentUnacceptable(reason, accepted);
    const type = await inspection.type();
    if (type === undefined) throw new DocumentUnacceptable('type-unknown', accepted);
    await this.refuseInside(place, document, type, { accepted, looksInside: inspection.needsReading });
    const complete = await this.settle(place, document, {
      hash,
      mediaType: documentTypes[type].mediaType,
      scan,
    });
    this.wakeScans();
    return complete;
  }

  private async refuseInside(
    place: Place,
    document: DocumentRow,
    type: DocumentType,
    { accepted, looksInside }: { readonly accepted: Accepted; readonly looksInside: boolean },
  ): Promise<void> {
    const { maxPages, types } = accepted;
    const content = async () =>
      passing(openContent(this.partsOf(document), await this.sealerOf(place, document)));
    const reason = await this.reader.refusal(
      { type, length: document.length, content },
      { looksInside, takesFiles: types.includes('zip'), ...(maxPages !== undefined && { maxPages }) },
    );
    if (reason !== undefined) throw new DocumentUnacceptable(reason, accepted);
  }

  /** What a document that came in several parts shows. */
  private async look(place: Place, document: DocumentRow): Promise<Seen> {
    const sealer = await this.sealerOf(place, document);
    const hash = createHash('sha256');
    const inspection = new Inspection();
    for await (const piece of openContent(hashed(this.partsOf(document), hash), sealer))
      inspection.take(piece);
    return { inspection, hash: hash.digest('hex') };
  }

  /** Gives a document its address: the parts are removed only when its row says that it lies there. */
  private async settle(
    place: Place,
    document: DocumentRow,
    whole: { readonly hash: string; readonly mediaType: string; readonly scan: Scan },
  ): Promise<CompleteDocument> {
    const { parts, id } = document;
    const [only] = parts;
    const address = addressOf(place.tenant, whole.hash);
    if (parts.length === 1 && only !== undefined) await this.store.copy(only, address);
    else await this.store.write(address, this.partsOf(document));
    const complete = await this.table.complete(place, document, { ...whole, keptSeconds: unboundSeconds });
    const now = complete ?? (await this.table.find(place, id));
    if (now === undefined || !isComplete(now)) {
      await this.store.remove(address);
      throw new PartOutOfOrder(document.received);
    }
    for (const part of parts) await this.store.remove(part);
    return now;
  }

  private async *partsOf({ parts }: DocumentRow): AsyncGenerator<Buffer, void, undefined> {
    for (const part of parts) yield* passing(await this.store.read(part));
  }

  private async sealerOf(
    { tenant }: Place,
    { id, subjectId }: Pick<KeptDocument, 'id' | 'subjectId'>,
  ): Promise<ChunkSealer> {
    return (await this.keys.sealerFor(tenant, subjectId)).chunks(`document:${id}`);
  }
}

/** Where a document lies. */
export function addressOf(tenant: string, hash: string): string {
  return `${tenant}/documents/${hash.slice(0, 2)}/${hash}`;
}

async function* hashed(
  content: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

/**
 * A part as it may be kept. What shows at once that it is not taken here ends it, long before its end.
 * @param left bytes until the end of the document @param inspection of a part that begins the document
 */
async function* checkedPart(
  { content, sha256, accepted }: Part,
  left: number,
  inspection: Inspection | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  let bytes = 0;
  let isLookedAt = false;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > left) throw new PartTooLong();
    hash?.update(piece);
    inspection?.take(piece);
    if (inspection?.knowsType === true && !isLookedAt) {
      isLookedAt = true;
      const type = await inspection.type();
      if (type === undefined) throw new DocumentUnacceptable('type-unknown', accepted);
      if (!accepted.types.includes(type)) throw new DocumentUnacceptable('type-not-allowed', accepted);
    }
    yield piece;
  }
  if (sha256 !== undefined && hash?.digest().equals(sha256) === false) throw new PartDamaged();
}
