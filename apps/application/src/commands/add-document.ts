import { Id } from '#http';
import { added } from '../domain/document';
import { command, submitted } from './command';
import { uploaded } from './documents';

export class AddDocumentInput {
  @Id({ description: 'What the portal has made and kept (`Documents.keep`).' })
  documentId!: string;
}

/** Makes part of the history what the portal itself has made: the copy of what was filed, a receipt, a notice (R28b). */
export const addDocument = command({
  name: 'add-document',
  summary: 'Adds a document that the portal has made to its case',
  roles: ['service'],
  transitions: [{ from: submitted, to: ['unchanged'] }],
  input: AddDocumentInput,

  async prepare({ input: { documentId }, application, facts }) {
    const isThere = application.documents.some((one) => one.documentId === documentId);
    return { documentId, binds: isThere ? [] : await uploaded([documentId], facts) };
  },

  isSoAlready: ({ documents }, { documentId }) => documents.some((one) => one.documentId === documentId),

  decide: (_, { binds }) => added(binds, 'portal'),

  history: {
    DocumentAdded: {
      says: { de: 'Dokument zur Akte genommen', en: 'Document added to the case' },
      facts: ({ documentId, kind, hash, size, mediaType, origin }) => ({
        ...{ documentId, kind, hash, size, mediaType, origin },
      }),
      content: { in: 'name', as: 'document-name', forCitizens: true },
    },
  },
});
