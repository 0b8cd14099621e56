import type { Ciphertext } from './ciphertext';
import type { Instant } from './notice';

/** Documents are of a proof that the service asks for, by its key, or of this kind. */
export const otherKind = 'other';

/** A document belongs to the case from here on. Its content lies in the store under the hash; what it is called is sealed. */
export interface DocumentAdded {
  readonly type: 'DocumentAdded';
  readonly data: {
    /** @format uuid */
    readonly documentId: string;
    /** Key of the proof that it is, `other`, or what the portal made: `copy`, `receipt`, `notice`. */
    readonly kind: string;
    /** SHA-256 of the ciphertext, lower-case hex: names exactly this content and discloses nothing of it. */
    readonly hash: string;
    /** Bytes of the content. */
    readonly size: number;
    /** What its bytes show, whatever it is called. */
    readonly mediaType: string;
    readonly name: Ciphertext;
    readonly origin: 'applicant' | 'portal';
    /** Of what the portal made of one entry, e.g. a notice: version of that entry. */
    readonly about?: number;
  };
}

/** Nobody opens a document any more: malware was found in it. Its entry and its hash stay. */
export interface DocumentWithdrawn {
  readonly type: 'DocumentWithdrawn';
  readonly data: {
    /** @format uuid */
    readonly documentId: string;
    readonly reason: 'malware';
    readonly withdrawnAt: Instant;
  };
}

/** A document of a case. */
export type CaseDocument = DocumentAdded['data'] & {
  /** Version of the event that added it. */
  readonly entry: number;
  /** Nobody opens it any more. */
  readonly withdrawn?: true;
};

/** A document that somebody has handed in and that is not part of the history yet. */
export interface HandedIn extends Omit<DocumentAdded['data'], 'documentId' | 'origin'> {
  readonly id: string;
  /** Of what is known of it beside the history: it is bound exactly as it was read. */
  readonly version: number;
  readonly personId: string;
  /** All of it has come. */
  readonly isComplete: boolean;
  /** Malware was found in it. */
  readonly isInfected: boolean;
  /** The scanner does not look at all of it: nobody will open it. */
  readonly isUnscannable: boolean;
  /** It is part of the history already. */
  readonly isBound: boolean;
}

/** The documents of a case after one more event. */
export function withDocumentEvent(
  documents: readonly CaseDocument[],
  event: DocumentAdded | DocumentWithdrawn,
  entry: number,
): readonly CaseDocument[] {
  switch (event.type) {
    case 'DocumentAdded':
      return [...documents, { ...event.data, entry }];
    case 'DocumentWithdrawn': {
      const { documentId } = event.data;
      return documents.map((one) => (one.documentId === documentId ? { ...one, withdrawn: true } : one));
    }
  }
}

/** The events that make documents part of the history. */
export function added(
  documents: readonly HandedIn[],
  origin: DocumentAdded['data']['origin'],
): readonly DocumentAdded[] {
  return documents.map(({ id: documentId, kind, hash, size, mediaType, name, about }) => ({
    type: 'DocumentAdded',
    data: {
      ...{ documentId, kind, hash, size, mediaType, name, origin },
      ...(about !== undefined && { about }),
    },
  }));
}

/** A proof that a service asks for, as far as it matters whether it is there. */
interface Proof {
  readonly key: string;
  readonly required: boolean;
}

/** The proofs that a service requires and that are not there. */
export function openProofs<Asked extends Proof>(
  asked: readonly Asked[],
  there: readonly { readonly kind: string; readonly withdrawn?: true }[],
): readonly Asked[] {
  const kinds = new Set(there.filter(({ withdrawn }) => withdrawn !== true).map(({ kind }) => kind));
  return asked.filter(({ key, required }) => required && !kinds.has(key));
}
