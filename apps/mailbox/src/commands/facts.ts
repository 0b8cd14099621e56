import type { UploadedAttachment } from '../domain/attachment';
import type { SealedContent } from '../domain/thread';

/** What commands may ask about the world; the handler answers (`../thread-facts.ts`). */
export interface Facts {
  /** A new id. */
  newId(): string;
  /** Seals content of this case. @param purpose the place that it belongs to */
  seal(content: unknown, purpose: string): Promise<SealedContent>;
  /** What was uploaded for messages of this thread, oldest first, whether it went with one yet or not. */
  attachments(): Promise<readonly UploadedAttachment[]>;
  /** Whether the application service knows the application as filed by now. @throws Unavailable while it cannot tell */
  isFiledByNow(): Promise<boolean>;
}
