import { mayBeOpened, type KeptDocument, type Scan } from '#documents';
import type { Ciphertext, BegunApplication } from '../domain/application';
import { isForApplicants } from '../domain/paper';
import type { CaseContents } from '../commands/contents';
import type { Party } from './history';

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
  readonly origin: 'applicant' | 'portal';
  readonly scan: Scan;
  /** Version of the entry that added it; `null` while it is no part of the history. */
  readonly entry: number | null;
  readonly mayBeOpened: boolean;
}

/**
 * What of the documents of a case a party sees: what is part of the history, and of what is not yet its applicant alone.
 * @param kept what is known of them beside the history
 */
export function documentsOf(
  application: BegunApplication,
  kept: readonly KeptDocument[],
  party: Party,
  contents: CaseContents | undefined,
): readonly DocumentOnFile[] {
  const known = new Map(kept.map((one) => [one.id, one]));
  const nameOf = (name: Ciphertext) => contents?.open('document-name', name).name ?? null;
  const shown = application.documents.filter(
    (one) => party !== 'citizen' || isForApplicants(one, application),
  );
  const added = shown.map(
    ({ documentId: id, kind, name, size, mediaType, hash, origin, entry, withdrawn }): DocumentOnFile => {
      // A row that is missing is told by the verification; nobody opens what is not known to be clean.
      const scan = withdrawn === true ? 'found' : (known.get(id)?.scan ?? 'waiting');
      return {
        ...{ id, kind, size, received: size, mediaType, hash, origin, scan, entry },
        name: nameOf(name),
        mayBeOpened: mayBeOpened({ scan }) && contents !== undefined,
      };
    },
  );
  if (party !== 'citizen') return added;
  const waiting = kept
    .filter(({ bound, scan }) => !bound && scan !== 'own')
    .map(({ id, kind, name, length: size, received, mediaType, hash, scan }): DocumentOnFile => ({
      ...{ id, kind, size, received, mediaType, hash, scan, origin: 'applicant' as const, entry: null },
      name: nameOf(name),
      mayBeOpened: hash !== null && mayBeOpened({ scan }),
    }));
  return [...added, ...waiting];
}
