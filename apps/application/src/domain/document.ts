import type { ContactChannel } from './channel';
import type { Ciphertext } from './ciphertext';
import type { Instant } from './notice';

/** Documents are of a proof that the service asks for, by its key, or of this kind. */
export const otherKind = 'other';

/** From whom a document came: who handed it in, the portal that made it, the office, or somebody outside who was asked for advice. */
export type DocumentOrigin = 'applicant' | 'portal' | 'office' | 'outside';

/** To what kind of place documents are sent on: what the applicant is told of it (Art. 13(1)(e), 14(1)(e), 15(1)(c) GDPR). */
export const recipientKinds = ['authority', 'fire-service', 'expert', 'utility', 'court', 'other'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

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
    readonly origin: DocumentOrigin;
    /** By which other way it came; absent for what came through the portal, and in what the former version recorded. */
    readonly channel?: ContactChannel;
    /**
     * Of a redacted copy: the document that it is a copy of. That one stays, and the copy never stands in its place.
     * @format uuid
     */
    readonly redactionOf?: string;
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

/** What the office has made is said to be final: from now on it can be sent on. */
export interface DocumentFinalised {
  readonly type: 'DocumentFinalised';
  readonly data: {
    /** @format uuid */
    readonly documentId: string;
  };
}

/** Documents have gone to somebody outside. To whom and why is sealed; to what kind of place the applicant reads. */
export interface DocumentsSentOn {
  readonly type: 'DocumentsSentOn';
  readonly data: {
    readonly documents: readonly string[];
    readonly recipientKind: RecipientKind;
    readonly transmission: Ciphertext;
  };
}

export type DocumentEvent = DocumentAdded | DocumentWithdrawn | DocumentFinalised | DocumentsSentOn;

/** That a document has gone to somebody outside. */
export interface SentOn extends Omit<DocumentsSentOn['data'], 'documents'> {
  /** Version of the entry that says so. */
  readonly entry: number;
}

/** A document of a case. */
export type CaseDocument = DocumentAdded['data'] & {
  /** Version of the event that added it. */
  readonly entry: number;
  /** Nobody opens it any more. */
  readonly withdrawn?: true;
  /** Of what the office made: it was said to be final. */
  readonly finalised?: true;
  /** Oldest first; absent where it never was. */
  readonly sentOn?: readonly SentOn[];
};

/** A document that somebody has handed in and that is not part of the history yet. */
export interface HandedIn extends Omit<
  DocumentAdded['data'],
  'documentId' | 'origin' | 'channel' | 'redactionOf'
> {
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
  event: DocumentEvent,
  entry: number,
): readonly CaseDocument[] {
  switch (event.type) {
    case 'DocumentAdded':
      return [...documents, { ...event.data, entry }];
    case 'DocumentWithdrawn': {
      const { documentId } = event.data;
      return documents.map((one) => (one.documentId === documentId ? { ...one, withdrawn: true } : one));
    }
    case 'DocumentFinalised': {
      const { documentId } = event.data;
      return documents.map((one) => (one.documentId === documentId ? { ...one, finalised: true } : one));
    }
    case 'DocumentsSentOn': {
      const { documents: sent, ...sentOn } = event.data;
      return documents.map((one) =>
        sent.includes(one.documentId)
          ? { ...one, sentOn: [...(one.sentOn ?? []), { entry, ...sentOn }] }
          : one,
      );
    }
  }
}

/** Whether nobody changes a document any more: what came in and what was issued always, what the office made once it says so. */
export function isFinal({ origin, finalised }: Pick<CaseDocument, 'origin' | 'finalised'>): boolean {
  return origin !== 'office' || finalised === true;
}

/** The events that make documents part of the history. */
export function added(
  documents: readonly HandedIn[],
  origin: DocumentOrigin,
  more: Pick<DocumentAdded['data'], 'channel' | 'redactionOf'> = {},
): readonly DocumentAdded[] {
  return documents.map(({ id: documentId, kind, hash, size, mediaType, name, about }) => ({
    type: 'DocumentAdded',
    data: {
      ...{ documentId, kind, hash, size, mediaType, name, origin },
      ...(about !== undefined && { about }),
      ...more,
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
