import { Flag, Id } from '#http';
import { added, otherKind, type DocumentEvent } from '../domain/document';
import { command, decided, staff, underWay } from './command';
import { documentRefusals, refuseUnready, uploaded } from './documents';

export class AddDocumentInput {
  @Id({ description: 'Id of the document that was uploaded for it (`POST …/documents`).' })
  documentId!: string;

  @Id({
    description: 'Id of the document of the case that it is a redacted copy of; that one stays.',
    optional: true,
  })
  redactionOf?: string;

  @Flag({ description: 'It is final, and can be sent on.', example: true, optional: true })
  final?: boolean;
}

/** Adds a document that the office has made, or a redacted copy of another one. The applicant sees neither among their own. */
export const addDocument = command({
  name: 'add-document',
  summary: 'Adds a document of the office, or a redacted copy of another one, to the case',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: AddDocumentInput,

  prepare: async ({ input: { documentId, redactionOf, final = false }, facts }) => ({
    binds: await uploaded([documentId], facts),
    ...(redactionOf !== undefined && { redactionOf }),
    final,
  }),

  isSoAlready: ({ documents }, { binds }) =>
    binds.every(({ id }) => documents.some(({ documentId }) => documentId === id)),

  decide({ documents }, { binds, redactionOf, final }, refuse): readonly DocumentEvent[] {
    refuseUnready(binds, refuse);
    if (redactionOf !== undefined) {
      const original = documents.find(({ documentId }) => documentId === redactionOf);
      if (original === undefined || original.redactionOf !== undefined) throw refuse('cannot-be-redacted');
    }
    // It is nobody's proof, whatever it was uploaded as.
    const made = binds.map((one) => ({ ...one, kind: otherKind }));
    return [
      ...added(made, 'office', { ...(redactionOf !== undefined && { redactionOf }) }),
      ...(final
        ? binds.map(({ id: documentId }) => ({ type: 'DocumentFinalised', data: { documentId } }) as const)
        : []),
    ];
  },

  refusals: {
    ...documentRefusals,
    'cannot-be-redacted': {
      status: 409,
      title: {
        de: 'Das Original gibt es in diesem Vorgang nicht.',
        en: 'The original is not in this case.',
      },
      detail: {
        de: 'Bitte wählen Sie ein Dokument, das nicht selbst eine geschwärzte Fassung ist.',
        en: 'Please choose a document that is not a redacted copy itself.',
      },
    },
  },

  // What it leads to is told by `make-papers` and `finalise-document`.
  history: {},
});
