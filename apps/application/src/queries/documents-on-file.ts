import { mayBeOpened, type KeptDocument, type Scan } from '#documents';
import type { ContactChannel } from '../domain/channel';
import type { Ciphertext, BegunApplication, Instant } from '../domain/application';
import { isFinal, type CaseDocument, type DocumentOrigin, type RecipientKind } from '../domain/document';
import { isForApplicants } from '../domain/paper';
import type { CaseContents } from '../commands/contents';
import type { Party } from './history';

/** When an entry about documents was made, and by whom. */
export interface Noted {
  readonly at: Instant;
  /** Person id, or `service:<name>`. */
  readonly by: string;
}

/** That a document went to somebody outside, as one party sees it. */
export interface SentOnFile {
  /** Version of the entry that says so. */
  readonly entry: number;
  readonly at: Instant;
  readonly recipientKind: RecipientKind;
  /** It was the redacted copy that went; for who sees the original alone. */
  readonly redacted?: true;
  /** For staff. */
  readonly recipient?: string;
}

/** A document as one party sees it in a case. */
export interface DocumentOnFile {
  readonly id: string;
  /** Key of a proof of the service, `other`, or what the portal made. */
  readonly kind: string;
  /** As people gave it; `null` where it was erased or where the party sees no content. */
  readonly name: string | null;
  /** Bytes of the whole. */
  readonly size: number;
  /** Bytes that have come; less than all of them while it is being uploaded. */
  readonly received: number;
  readonly mediaType: string | null;
  /** SHA-256 of the ciphertext; `null` until it is complete. */
  readonly hash: string | null;
  readonly origin: DocumentOrigin;
  readonly scan: Scan;
  /** Version of the entry that added it; `null` while it is no part of the history. */
  readonly entry: number | null;
  readonly mayBeOpened: boolean;
  /** When it became part of the case; absent while it is none. */
  readonly addedAt?: Instant;
  /** Person id of who added it; for staff. */
  readonly addedBy?: string;
  readonly channel?: ContactChannel;
  /** Of a redacted copy: id of its original. */
  readonly redactionOf?: string;
  /** Nobody changes it any more. */
  readonly final: boolean;
  /** To whom it went outside, oldest first. */
  readonly sentOn: readonly SentOnFile[];
}

/**
 * What of the documents of a case a party sees: what is part of the history, and of what is not yet its applicant alone.
 * @param kept what is known of them beside the history
 * @param noted the entries about documents, by version
 */
export function documentsOf(
  application: BegunApplication,
  kept: readonly KeptDocument[],
  party: Party,
  contents: CaseContents | undefined,
  noted: ReadonlyMap<number, Noted>,
): readonly DocumentOnFile[] {
  const known = new Map(kept.map((one) => [one.id, one]));
  const nameOf = (name: Ciphertext) => contents?.open('document-name', name).name ?? null;
  const shown = application.documents.filter(
    (one) => party !== 'citizen' || isForApplicants(one, application),
  );
  const added = shown.map((one): DocumentOnFile => {
    const { documentId: id, kind, name, size, mediaType, hash, origin, entry, withdrawn } = one;
    const { channel, redactionOf } = one;
    const { at: addedAt, by } = noted.get(entry) ?? {};
    // A row that is missing is told by the verification; nobody opens what is not known to be clean.
    const scan = withdrawn === true ? 'found' : (known.get(id)?.scan ?? 'waiting');
    return {
      ...{ id, kind, size, received: size, mediaType, hash, origin, scan, entry },
      name: nameOf(name),
      mayBeOpened: mayBeOpened({ scan }) && contents !== undefined,
      ...(addedAt !== undefined && { addedAt }),
      ...(party !== 'citizen' && by !== undefined && !by.startsWith('service:') && { addedBy: by }),
      ...(channel !== undefined && { channel }),
      ...(redactionOf !== undefined && { redactionOf }),
      final: isFinal(one),
      sentOn: sentOnOf(one, application, party, contents, noted),
    };
  });
  if (party !== 'citizen') return added;
  const waiting = kept
    .filter(({ bound, scan }) => !bound && scan !== 'own')
    .map(({ id, kind, name, length: size, received, mediaType, hash, scan }): DocumentOnFile => ({
      ...{ id, kind, size, received, mediaType, hash, scan, origin: 'applicant' as const, entry: null },
      name: nameOf(name),
      mayBeOpened: hash !== null && mayBeOpened({ scan }),
      final: true,
      sentOn: [],
    }));
  return [...added, ...waiting];
}

/** Where a document went. Who does not see its redacted copies reads of the original where they went. */
function sentOnOf(
  document: CaseDocument,
  { documents }: BegunApplication,
  party: Party,
  contents: CaseContents | undefined,
  noted: ReadonlyMap<number, Noted>,
): readonly SentOnFile[] {
  const copies =
    party === 'citizen' ? documents.filter(({ redactionOf }) => redactionOf === document.documentId) : [];
  return [document, ...copies]
    .flatMap((one) => (one.sentOn ?? []).map((sent) => ({ ...sent, isCopy: one !== document })))
    .sort((left, right) => left.entry - right.entry)
    .map(({ entry, recipientKind, transmission, isCopy }) => ({
      ...{ entry, at: noted.get(entry)?.at ?? '', recipientKind },
      ...(isCopy && { redacted: true as const }),
      ...(party === 'caseworker' &&
        contents && { recipient: contents.open('transmission', transmission).recipient }),
    }));
}
