import { isFiled, type Application, type BegunApplication } from './application';
import type { CaseDocument } from './document';
import type { Instant } from './notice';

/** A document that the portal makes of a case by itself. */
export type Paper =
  | { readonly kind: 'copy' }
  | {
      readonly kind: 'notice';
      /** Version of the entry that it is the paper of. */
      readonly about: number;
    };

/**
 * The papers that a case has to have and that are not made yet: the copy of what was filed (R28b), and the notice of each
 * decision. The receipt for a payment is the payment service's.
 */
export function missingPapers(application: Application): readonly Paper[] {
  if (!isFiled(application)) return [];
  const { notices, documents } = application;
  const wanted: readonly Paper[] = [
    { kind: 'copy' },
    ...notices.map(({ decisionVersion: about }) => ({ kind: 'notice', about }) as const),
  ];
  return wanted.filter((paper) => !documents.some((document) => isOf(document, paper)));
}

/** Since when papers are missing; undefined where none are. Another time for each that comes to be missing. */
export function papersDueAt(application: Application): Instant | undefined {
  if (!isFiled(application) || missingPapers(application).length === 0) return undefined;
  return application.notices.at(-1)?.issuedAt ?? application.filedAt;
}

/**
 * Whether an applicant may read it here: not what the office made or asked others for, which is its file; a notice once it is
 * retrieved in the mailbox, by an act of theirs (law 1), or comes by post.
 */
export function isForApplicants(document: CaseDocument, application: BegunApplication): boolean {
  if (document.origin === 'office' || document.origin === 'outside') return false;
  if (document.origin !== 'portal' || document.kind !== 'notice') return true;
  const notices = isFiled(application) ? application.notices : [];
  return notices.some(({ decisionVersion, retrieved }) => decisionVersion === document.about && retrieved);
}

/**
 * The first version since which nothing has changed for who sees the case: what the portal adds by itself, a paper or what it
 * hears of a payment, does not make stale what somebody saw before it.
 */
export function unchangedSince(
  { documents, paymentEntries = [] }: Pick<BegunApplication, 'documents' | 'paymentEntries'>,
  version: number,
): number {
  const papers = documents.flatMap(({ origin, entry }) => (origin === 'portal' ? [entry] : []));
  const added = new Set([...papers, ...paymentEntries]);
  let since = version;
  while (added.has(since)) since -= 1;
  return since;
}

function isOf({ origin, kind, about }: CaseDocument, paper: Paper): boolean {
  return (
    origin === 'portal' &&
    kind === paper.kind &&
    about === (paper.kind === 'notice' ? paper.about : undefined)
  );
}
