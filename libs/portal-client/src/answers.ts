/** What of the portal's answers its users look at; the whole of them is in the OpenAPI document. */

/** A list, page by page. */
export interface Items<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent at the last one. */
  readonly nextCursor?: string;
}

/** Something upon which a command may be given at the version that was seen. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** A case as `GET /api/applications/{id}` and the answer to a command show it. */
export interface SeenCase extends Versioned {
  readonly reference: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly history: readonly { readonly type: string; readonly facts: Readonly<Record<string, unknown>> }[];
  /** The notice of each decision, oldest first. */
  readonly notices: readonly {
    readonly announcement?: { readonly effectiveOn: string; readonly reason: string };
  }[];
}

/** A case in "Meine offenen Anträge" and in the work list. */
export interface ListedCase extends Versioned {
  readonly reference: string;
  readonly status: string;
  readonly statusLabel: string;
}

/** An entry in the citizen's mailbox. */
export interface MailboxEntry {
  readonly applicationId: string;
  readonly unread: number;
}

/** Something that was written into a case. */
export interface ThreadItem {
  readonly id: string;
  readonly kind: string;
  readonly author: string;
  readonly text: string;
}

/** A mail in the local inbox. */
export interface Mail {
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** When it arrived first: UTC, ISO 8601. */
  readonly receivedAt: string;
  /** How often a mail with this Message-ID was delivered. */
  readonly deliveries: number;
}
