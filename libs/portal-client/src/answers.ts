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
  /** Of the answer to submitting: what is to be paid, and the word of the portal for it. */
  readonly order?: { readonly id: string; readonly amountCents: number; readonly token: string };
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
  /** What an entry tells, e.g. `receipt-issued`. */
  readonly entryKind?: string;
  /** The paper of a payment that goes with it. */
  readonly document?: {
    readonly paymentId: string;
    readonly documentId: string;
    readonly name: string;
    readonly size: number;
  };
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

/** The answer to the beginning of a payment. */
export interface BegunPayment {
  readonly id: string;
  readonly attemptId: string;
  /** Where the person pays; absent for a direct debit. */
  readonly redirectUrl?: string;
}

/** A payment in the list of whose it is; amounts are euro cents. */
export interface ListedPayment {
  readonly id: string;
  readonly applicationId: string;
  readonly status: string;
  readonly amountCents: number;
  readonly receivedCents: number;
  readonly refundedCents: number;
}
