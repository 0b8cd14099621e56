import type { SealedContent } from './sealed-content';

/** A document that goes with a message. Its content lies in the store under the hash; what it is called is sealed. */
export interface Attachment {
  readonly documentId: string;
  /** SHA-256 of the ciphertext, lower-case hex. */
  readonly hash: string;
  /** Bytes of the content. */
  readonly size: number;
  /** What its bytes show. */
  readonly mediaType: string;
  readonly name: SealedContent;
}

/** A document that somebody has uploaded for a message, and that is no part of the history yet. */
export interface UploadedAttachment extends Omit<Attachment, 'documentId'> {
  readonly id: string;
  /** Of what is known of it beside the history: it is bound exactly as it was read. */
  readonly version: number;
  readonly personId: string;
  readonly isComplete: boolean;
  /** Nobody will open it: malware was found in it, or it cannot be scanned. */
  readonly isBlocked: boolean;
  readonly isBound: boolean;
}
