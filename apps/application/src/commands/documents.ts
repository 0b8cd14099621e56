import type { RequiredDocument, Service } from '#configuration';
import { Problem, type ProblemKind } from '#http';
import type { HandedIn } from '../domain/document';
import type { Refuse } from './command';
import type { Facts } from './facts';

/** Most documents that are bound at once, and that wait for it in one case. */
export const mostDocuments = 30;

/** A proof may follow where its service says so, or where it may come by post. */
export function mayComeLater(
  { channels }: Pick<Service, 'channels'>,
  { later = false }: Pick<RequiredDocument, 'later'>,
): boolean {
  return later || channels.includes('post');
}

/** What of these a declaration rests on. */
export function hashesOf(documents: readonly HandedIn[]): readonly string[] {
  return documents.map(({ hash }) => hash);
}

/** What somebody uploaded, by its ids. @throws Problem `not-found` for what is not there, or is part of the history already */
export async function uploaded(ids: readonly string[], facts: Facts): Promise<readonly HandedIn[]> {
  if (ids.length === 0) return [];
  const documents = await facts.documents();
  return [...new Set(ids)].map((id) => {
    const document = documents.find((one) => one.id === id && !one.isBound);
    if (document === undefined) throw new Problem('document-unknown', { documentId: id });
    return document;
  });
}

type RefusalCode = 'upload-unfinished' | 'document-infected' | 'documents-unscannable';

/** Nothing that somebody began to hand in is left behind silently. */
export function refuseUnready(binds: readonly HandedIn[], refuse: Refuse<RefusalCode>): void {
  const ids = (documents: readonly HandedIn[]) => ({ documents: documents.map(({ id }) => id) });
  const infected = binds.filter(({ isInfected }) => isInfected);
  if (infected.length > 0) throw refuse('document-infected', ids(infected));
  const unscannable = binds.filter(({ isUnscannable }) => isUnscannable);
  if (unscannable.length > 0) throw refuse('documents-unscannable', ids(unscannable));
  const unfinished = binds.filter(({ isComplete }) => !isComplete);
  if (unfinished.length > 0) throw refuse('upload-unfinished', ids(unfinished));
}

/** The refusals about documents in words. */
export const documentRefusals: Readonly<Record<RefusalCode, ProblemKind>> = {
  'upload-unfinished': {
    status: 409,
    title: {
      de: 'Ein Dokument ist noch nicht ganz übertragen.',
      en: 'A document has not arrived completely yet.',
    },
    detail: {
      de: 'Bitte setzen Sie die Übertragung fort, oder entfernen Sie das Dokument; welches es ist, steht in „documents“.',
      en: 'Please go on with the upload or remove the document; “documents” says which one it is.',
    },
  },
  'documents-unscannable': {
    status: 409,
    title: {
      de: 'Ein Dokument lässt sich nicht auf Schadsoftware prüfen.',
      en: 'A document cannot be scanned for malware.',
    },
    detail: {
      de: 'Es ist zu groß gepackt oder zu tief verschachtelt. Bitte entfernen Sie es, und laden Sie seinen Inhalt einzeln hoch; welches es ist, steht in „documents“.',
      en: 'It is packed too large or nested too deep. Please remove it and upload what it holds one by one; “documents” says which one it is.',
    },
  },
  'document-infected': {
    status: 409,
    title: { de: 'In einem Dokument wurde Schadsoftware gefunden.', en: 'Malware was found in a document.' },
    detail: {
      de: 'Bitte entfernen Sie es, und laden Sie eine saubere Fassung hoch; welches es ist, steht in „documents“.',
      en: 'Please remove it and upload a clean version; “documents” says which one it is.',
    },
  },
};
