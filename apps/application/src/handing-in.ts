import { Injectable } from '@nestjs/common';
import { noteAccess, type Acting } from '#commands';
import {
  Documents,
  mayBeOpened,
  type AnnouncedUpload,
  type DocumentType,
  type KeptDocument,
  type OpenedDocument,
  type Part,
  type Place,
} from '#documents';
import { Refusal } from '#event-sourcing/decider';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { Problem, type RequestKey } from '#http';
import { allowedCommands, applicationDecider } from './commands/decider';
import { mostDocuments } from './commands/documents';
import { paperId } from './commands/paper-id';
import type { BegunApplication } from './domain/application';
import { otherKind } from './domain/document';
import { rulesFor, type DocumentRules } from './domain/document-rules';
import { isForApplicants, missingPapers } from './domain/paper';
import { isVisibleTo } from './domain/visibility';
import { Drafts } from './drafts';
import { ServiceConfigurations } from './service-configurations';

/** Bytes in one of the megabytes that people are told of. */
const megabyte = 1_000_000;

/** Documents on their way into a case and out of it. What is uploaded is no history yet: a command makes it one. */
@Injectable()
export class HandingIn {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly drafts: Drafts,
    private readonly documents: Documents,
    private readonly configurations: ServiceConfigurations,
  ) {}

  /**
   * Announces a document of somebody's own application.
   * @throws Problem `not-found`, `document-kind-unknown`, `document-too-large`, `too-many-documents`, `idempotency-key-reused`;
   *   Refusal where nothing can be handed in now
   */
  async announce(
    acting: Acting,
    id: string,
    { kind, length, name }: AnnouncedUpload,
    { key }: RequestKey,
  ): Promise<KeptDocument> {
    const place = placeOf(acting, id);
    const { maxMegabytes, maxFiles } = await this.rules(acting, id, kind);
    if (length > maxMegabytes * megabyte) throw new Problem('document-too-large', { maxMegabytes });
    const before = await this.documents.of(place);
    const waiting = before.filter(({ bound }) => !bound);
    const announced = { personId: acting.personId, kind, length };
    const contents = await this.drafts.contents(acting.tenant, id);
    const isFull =
      waiting.length >= mostDocuments || before.filter((one) => one.kind === kind).length >= maxFiles;
    const sealed = contents.seal('document-name', { name }) as KeptDocument['name'];
    if (isFull && !(await this.documents.isAnnounced(place, acting.personId, key)))
      throw new Problem('too-many-documents', { most: Math.min(maxFiles, mostDocuments) });
    const document = await this.documents.announce(place, { ...announced, name: sealed, requestKey: key });
    if (document.kind !== kind || document.length !== length) throw new Problem('idempotency-key-reused');
    return document;
  }

  /** Takes a part of a document. @throws as `Documents.receive`; Problem `document-unknown` */
  async receive(
    acting: Acting,
    id: string,
    documentId: string,
    part: Omit<Part, 'allowed'>,
  ): Promise<KeptDocument> {
    const { kind } = await this.own(acting, id, documentId);
    const { types } = await this.rules(acting, id, kind);
    const allowed = types as readonly DocumentType[];
    const document = await this.documents.receive(placeOf(acting, id), documentId, { ...part, allowed });
    return known(document);
  }

  /** A document of somebody's own application. @throws Problem `not-found`, `document-unknown` */
  async own(acting: Acting, id: string, documentId: string): Promise<KeptDocument> {
    await this.applicationFor(acting, id);
    const document = known(await this.documents.find(placeOf(acting, id), documentId));
    if (isBeingMade(document)) throw new Problem('document-unknown');
    return document;
  }

  /** Removes what is no part of the case yet. @throws Problem `not-found`, `document-unknown`, `document-is-filed` */
  async remove(acting: Acting, id: string, documentId: string): Promise<void> {
    const { bound } = await this.own(acting, id, documentId);
    const isGone = !bound && (await this.documents.discard(placeOf(acting, id), documentId));
    if (!isGone) throw new Problem('document-is-filed');
  }

  /**
   * Opens a document for somebody who may see it; of the staff it is recorded who did.
   * @throws Problem `not-found`, `document-unknown`, `document-not-scanned-yet`, `document-withdrawn`, `notice-not-retrieved`,
   *   `temporarily-unavailable` of a paper that is being made; KeyDestroyed
   */
  async open(acting: Acting, id: string, documentId: string): Promise<OpenedDocument> {
    const application = await this.applicationFor(acting, id);
    const place = placeOf(acting, id);
    const found = await this.documents.find(place, documentId);
    const isPaper = missingPapers(application).some((paper) => paperId(id, paper) === documentId);
    if (isPaper) throw new Problem('temporarily-unavailable');
    const document = known(found);
    const { hash, mediaType, length: size, scan, bound, name } = document;
    // What its applicant has not handed in yet is nobody else's; what the portal is making is nobody's.
    const isSeen = bound || (acting.role === 'citizen' && !isBeingMade(document));
    if (!isSeen || hash === null || mediaType === null) throw new Problem('document-unknown');
    const added = application.documents.find((one) => one.documentId === documentId);
    if (acting.role === 'citizen' && added !== undefined && !isForApplicants(added, application))
      throw new Problem('notice-not-retrieved');
    if (scan === 'found' || added?.withdrawn === true) throw new Problem('document-withdrawn');
    if (!mayBeOpened(document)) throw new Problem('document-not-scanned-yet');
    const contents = await this.drafts.contents(acting.tenant, id);
    // The history says what belongs to the case: a row that says something else opens nothing.
    const content = await this.documents.open(place, { id: documentId, hash: added?.hash ?? hash });
    await noteAccess(this.store, acting, {
      applicationId: id,
      purpose: 'document',
      stream: 'case-access',
    });
    return { name: contents.open('document-name', name).name, mediaType, size, content };
  }

  private async rules(acting: Acting, id: string, kind: string): Promise<DocumentRules> {
    const application = await this.applicationFor(acting, id);
    const allowed = allowedCommands(application, 'citizen');
    if (application.status !== 'draft' && !allowed.includes('supply-documents'))
      throw new Refusal('not-allowed-now', { allowed });
    const { serviceKey, configurationVersion } = application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    const rules = rulesFor(service.documents, kind);
    if (rules !== undefined) return rules;
    const kinds = [...service.documents.map(({ key }) => key), otherKind].join(', ');
    throw new Problem('document-kind-unknown', { kinds });
  }

  private async applicationFor(acting: Acting, id: string): Promise<BegunApplication> {
    const stream = placeOf(acting, id);
    const { state } = await foldStream(this.store, applicationDecider, stream);
    if (!isVisibleTo(acting, state)) throw new Problem('not-found');
    return state;
  }
}

function placeOf({ tenant }: Acting, streamId: string): Place {
  return { tenant, streamId };
}

function known(document: KeptDocument | undefined): KeptDocument {
  if (document === undefined) throw new Problem('document-unknown');
  return document;
}

/** Whether the portal has made it and no event says so yet. */
function isBeingMade({ scan, bound }: KeptDocument): boolean {
  return scan === 'own' && !bound;
}
