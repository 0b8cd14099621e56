import type { Sealed } from '#encryption';

/** Whose document it is: the stream that it belongs to. */
export interface Place {
  readonly tenant: string;
  readonly streamId: string;
}

/**
 * What is known of malware in a document: nobody opens it while the scan is `waiting`, once something was `found`, or where it is
 * `unscannable`: the scanner does not look at all of it. `not-scanned`: by configuration there is no scanner. `own`: made by the
 * portal itself.
 */
export const scans = ['waiting', 'clean', 'found', 'unscannable', 'not-scanned', 'own'] as const;
export type Scan = (typeof scans)[number];

/** A document that was announced: its content comes in parts, and then is complete. Not history until an event binds it to its case. */
export interface KeptDocument {
  readonly id: string;
  /** Counts its changes: whoever binds it names the one that was read. */
  readonly version: number;
  /** With whose data key it is sealed: mostly that of its stream. */
  readonly subjectId: string;
  /** Who hands it in; `service:<name>` for what the portal makes. */
  readonly personId: string;
  /** As what: the key of a proof of its service, or `other`. */
  readonly kind: string;
  /** The name that people gave it, sealed by the service whose matter it is. */
  readonly name: Sealed;
  /** Bytes of the whole. */
  readonly length: number;
  /** Bytes that came so far. */
  readonly received: number;
  readonly scan: Scan;
  /** Whether an event has bound it to its case. */
  readonly bound: boolean;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  /** Until when it is kept unless it is bound; UTC, ISO 8601. */
  readonly endsAt: string | null;
  /** Of a complete one: SHA-256 of its ciphertext (lower-case hex), its address in the store. */
  readonly hash: string | null;
  /** Of a complete one: what its bytes show. */
  readonly mediaType: string | null;
}

/** All of it is there. */
export type CompleteDocument = KeptDocument & { readonly hash: string; readonly mediaType: string };

export function isComplete(document: KeptDocument): document is CompleteDocument {
  return document.hash !== null;
}

/** Whether somebody may open it. */
export function mayBeOpened({ scan }: Pick<KeptDocument, 'scan'>): boolean {
  switch (scan) {
    case 'clean':
    case 'not-scanned':
    case 'own':
      return true;
    case 'waiting':
    case 'found':
    case 'unscannable':
      return false;
  }
}
