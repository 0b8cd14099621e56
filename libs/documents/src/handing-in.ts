import type { Acting } from '#commands';
import type { Sealed } from '#encryption';
import { Problem, type RequestKey } from '#http';
import { mayBeOpened, type KeptDocument, type Place } from './document';
import type { Documents, Part } from './documents';
import type { OpenedDocument } from './http/downloading';
import type { AnnouncedUpload } from './http/upload-headers';
import type { DocumentType } from './media-type';

/** Bytes in one of the megabytes that people are told of. */
const megabyte = 1_000_000;

/** What may be uploaded as one kind of document. */
export interface UploadRules {
  /** By the names of `documentTypes`. */
  readonly types: readonly string[];
  readonly maxMegabytes: number;
  readonly maxFiles: number;
  /** Of one file; unlimited where it is left out. */
  readonly maxPages?: number;
}

/** What documents are handed in for, as the one who asks may see it. */
export interface Matter {
  readonly place: Place;
  /** With whose data key its documents are sealed. */
  readonly subjectId: string;
  /** Most documents that wait to be bound. */
  readonly mostWaiting: number;
  /** @throws Problem `document-kind-unknown`; Refusal where nothing can be handed in now */
  rules(kind: string): Promise<UploadRules>;
  /** What the history says of a document; undefined where it says nothing (yet). */
  added(id: string): { readonly hash: string; readonly withdrawn?: true } | undefined;
  /** @throws Problem where the one who asks may not open a document yet, though they may know of it */
  mayOpen?(id: string): void;
  /** Whether the one who asks may see a document that is no part of the history yet. */
  isWaitingFor(document: KeptDocument): boolean;
  seal(name: string): Promise<Sealed>;
  open(name: Sealed): Promise<string>;
  /** Records that somebody opens a document, where that is to be recorded. */
  noteLook(): Promise<void>;
}

/** Where a service finds what documents are handed in for. */
export interface Matters {
  /** @param id as it stands in the path @throws Problem `not-found` for whoever may not see it */
  get(acting: Acting, id: string): Promise<Matter>;
}

/** Documents on their way into a matter and out of it. What is uploaded is no history yet: a command makes it one. */
export class HandingIn {
  constructor(
    private readonly documents: Documents,
    private readonly matters: Matters,
  ) {}

  /**
   * Announces a document.
   * @throws Problem `not-found`, `document-kind-unknown`, `document-too-large`, `too-many-documents`, `idempotency-key-reused`;
   *   Refusal where nothing can be handed in now
   */
  async announce(
    acting: Acting,
    id: string,
    { kind, length, name }: AnnouncedUpload,
    { key: requestKey }: RequestKey,
  ): Promise<KeptDocument> {
    const { personId } = acting;
    const matter = await this.matters.get(acting, id);
    const { place, subjectId, mostWaiting } = matter;
    const { maxMegabytes, maxFiles } = await matter.rules(kind);
    if (length > maxMegabytes * megabyte) throw new Problem('document-too-large', { maxMegabytes });
    const before = await this.documents.of(place);
    const isFull =
      before.filter(({ bound }) => !bound).length >= mostWaiting ||
      before.filter((one) => one.kind === kind).length >= maxFiles;
    if (isFull && !(await this.documents.isAnnounced(place, personId, requestKey)))
      throw new Problem('too-many-documents', { most: Math.min(maxFiles, mostWaiting) });
    const sealed = await matter.seal(name);
    const announced = { personId, kind, length, subjectId, name: sealed, requestKey };
    const document = await this.documents.announce(place, announced);
    if (document.kind !== kind || document.length !== length) throw new Problem('idempotency-key-reused');
    return document;
  }

  /** Takes a part of a document. @throws as `Documents.receive`; Problem `document-unknown` */
  async receive(
    acting: Acting,
    id: string,
    documentId: string,
    part: Omit<Part, 'accepted'>,
  ): Promise<KeptDocument> {
    const { matter, document } = await this.waiting(acting, id, documentId);
    const { types, maxPages } = await matter.rules(document.kind);
    const accepted = { types: types as readonly DocumentType[], ...(maxPages !== undefined && { maxPages }) };
    return known(await this.documents.receive(matter.place, documentId, { ...part, accepted }));
  }

  /** A document as far as its upload is concerned. @throws Problem `not-found`, `document-unknown` */
  async find(acting: Acting, id: string, documentId: string): Promise<KeptDocument> {
    return (await this.waiting(acting, id, documentId)).document;
  }

  /** Removes what is no part of the history yet. @throws Problem `not-found`, `document-unknown`, `document-is-filed` */
  async remove(acting: Acting, id: string, documentId: string): Promise<void> {
    const { matter, document } = await this.waiting(acting, id, documentId);
    const isGone = !document.bound && (await this.documents.discard(matter.place, documentId));
    if (!isGone) throw new Problem('document-is-filed');
  }

  /**
   * Opens a document for somebody who may see it; of the staff it is recorded who did.
   * @throws Problem `not-found`, `document-unknown`, `document-not-scanned-yet`, `document-unscannable`, `document-withdrawn`; KeyDestroyed
   */
  async open(acting: Acting, id: string, documentId: string): Promise<OpenedDocument> {
    const matter = await this.matters.get(acting, id);
    matter.mayOpen?.(documentId);
    const document = known(await this.documents.find(matter.place, documentId));
    const { hash, mediaType, length: size, scan, bound, name, subjectId } = document;
    const isSeen = bound || (matter.isWaitingFor(document) && scan !== 'own');
    if (!isSeen || hash === null || mediaType === null) throw new Problem('document-unknown');
    const added = matter.added(documentId);
    if (scan === 'found' || added?.withdrawn === true) throw new Problem('document-withdrawn');
    if (scan === 'unscannable') throw new Problem('document-unscannable');
    if (!mayBeOpened(document)) throw new Problem('document-not-scanned-yet');
    // The history says what belongs to the matter: a row that says something else opens nothing.
    const stored = { id: documentId, hash: added?.hash ?? hash, subjectId };
    const content = await this.documents.open(matter.place, stored);
    await matter.noteLook();
    return { name: await matter.open(name), mediaType, size, content };
  }

  private async waiting(
    acting: Acting,
    id: string,
    documentId: string,
  ): Promise<{ readonly matter: Matter; readonly document: KeptDocument }> {
    const matter = await this.matters.get(acting, id);
    const document = known(await this.documents.find(matter.place, documentId));
    if (!matter.isWaitingFor(document) || document.scan === 'own') throw new Problem('document-unknown');
    return { matter, document };
  }
}

function known(document: KeptDocument | undefined): KeptDocument {
  if (document === undefined) throw new Problem('document-unknown');
  return document;
}
