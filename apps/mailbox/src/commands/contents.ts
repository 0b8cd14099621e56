import type { LocalText } from '#http';
import { KeyDestroyed, type Sealed, type Sealer } from '#encryption';

/** What a notice says, as the office issued it. */
export interface NoticeText {
  /** `granted`, `partly` or `rejected`. */
  readonly outcome?: string;
  readonly text: string;
  /** Information on legal remedies (law 8). */
  readonly legalRemedies?: string;
  /** The notice as a document of the case; absent in what the former version laid here. */
  readonly documentId?: string;
}

/** A paper of a payment: `GET /payments/{paymentId}/documents/{documentId}`. */
export interface PaymentPaper {
  readonly paymentId: string;
  readonly documentId: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/** What goes with an entry: what the office wrote, e.g. which documents are missing, or what the portal says by itself. */
export interface EntryText {
  readonly text?: string | LocalText;
  /** A paper of a payment, which the payment service keeps. */
  readonly document?: PaymentPaper;
  readonly documents?: readonly string[];
  readonly dueOn?: string;
}

/** What a message says. */
export interface MessageText {
  readonly text: string;
}

/** What a document is called. */
export interface AttachmentName {
  readonly name: string;
}

/** The place that sealed content belongs to: content copied to another message or notice does not open there. */
export const sealedAs = {
  entry: (entryId: string) => `entry:${entryId}`,
  message: (messageId: string) => `message:${messageId}`,
  /** What a document is called: the same before and after it goes with a message. */
  attachmentName: 'attachment-name',
  notice: (noticeId: string) => `notice:${noticeId}`,
};

/** Opens content with the key of the case, if it still exists. */
export type OpenContent = <T>(content: string, purpose: string) => T | 'erased';

/** What a sealer can open; without one (`KeyDestroyed`) everything is erased. */
export function openWith(sealer: Sealer | KeyDestroyed): OpenContent {
  return (content, purpose) =>
    sealer instanceof KeyDestroyed ? 'erased' : sealer.open(content as Sealed, purpose);
}
