import type { ProblemKind } from '#http';
import type { BegunApplication } from '../domain/application';
import { isFinal, type CaseDocument } from '../domain/document';
import type { Refuse } from './command';

/** Longest name of a person or place outside, in characters. */
export const longestRecipient = 250;

/** Whether a document can go to somebody outside: it is final, and no malware was found in it. */
export function isSendable(document: CaseDocument): boolean {
  return document.withdrawn !== true && isFinal(document);
}

/** Nothing that is not there, or not final, goes to anybody outside. */
export function refuseUnsendable(
  { documents }: Pick<BegunApplication, 'documents'>,
  ids: readonly string[],
  refuse: Refuse<'no-such-document' | 'document-not-final'>,
): void {
  const there = documents.filter(({ withdrawn }) => withdrawn !== true);
  const unknown = ids.filter((id) => !there.some(({ documentId }) => documentId === id));
  if (unknown.length > 0) throw refuse('no-such-document', { documents: unknown });
  const unfinished = there.filter((one) => ids.includes(one.documentId) && !isFinal(one));
  if (unfinished.length > 0)
    throw refuse('document-not-final', { documents: unfinished.map(({ documentId }) => documentId) });
}

export const noSuchDocument = {
  'no-such-document': {
    status: 409,
    title: {
      de: 'Dieses Dokument gibt es im Vorgang nicht, oder niemand kann es mehr öffnen.',
      en: 'There is no such document in the case, or nobody can open it any more.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** The refusals about documents that are to go outside, in words. */
export const sendingRefusals = {
  ...noSuchDocument,
  'document-not-final': {
    status: 409,
    title: { de: 'Ein Dokument ist noch nicht endgültig.', en: 'A document is not final yet.' },
    detail: {
      de: 'Übermitteln lässt sich nur, was endgültig ist; welches es nicht ist, steht in „documents“.',
      en: 'Only what is final can be sent on; “documents” says which one is not.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
