import { Id } from '#http';
import { isFinal } from '../domain/document';
import { command, decided, staff, underWay } from './command';
import { noSuchDocument } from './sending-on';

export class FinaliseDocumentInput {
  @Id({ description: 'Id of a document that the office has made.' })
  documentId!: string;
}

/** Says that a document of the office is final. What was handed in or issued is so from the beginning. */
export const finaliseDocument = command({
  name: 'finalise-document',
  summary: 'Says that a document of the office is final, and can be sent on',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: FinaliseDocumentInput,

  prepare: ({ input: { documentId } }) => ({ documentId }),

  isOffered: ({ documents }) => documents.some((one) => one.withdrawn !== true && !isFinal(one)),
  isSoAlready: ({ documents }, { documentId }) =>
    documents.some((one) => one.documentId === documentId && isFinal(one)),

  decide({ documents }, { documentId }, refuse) {
    const isThere = documents.some((one) => one.documentId === documentId && one.withdrawn !== true);
    if (!isThere) throw refuse('no-such-document', { documents: [documentId] });
    return [{ type: 'DocumentFinalised', data: { documentId } }];
  },

  refusals: noSuchDocument,

  history: {
    DocumentFinalised: {
      says: { de: 'Dokument für endgültig erklärt', en: 'Document declared final' },
      facts: ({ documentId }) => ({ documentId }),
      onlyForStaff: true,
    },
  },
});
