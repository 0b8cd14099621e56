import { Id, Problem } from '#http';
import type { HandedIn } from '../domain/document';
import { command, submitted } from './command';

export class WithdrawDocumentInput {
  @Id()
  documentId!: string;
}

/**
 * Withdraws a document in which a scan has found malware, also where somebody has opened it before: what is known today was not
 * known then. The office and the applicant read it in the history; the entry of the document and its hash stay.
 */
export const withdrawDocument = command({
  name: 'withdraw-document',
  summary: 'Withdraws a document in which malware was found',
  roles: ['service'],
  transitions: [{ from: submitted, to: ['unchanged'] }],
  input: WithdrawDocumentInput,

  async prepare({ input: { documentId }, facts }) {
    const finds = (await facts.documents()).find(({ id, isBound }) => id === documentId && isBound);
    if (finds === undefined) throw new Problem('not-found');
    return { documentId, finds: finds as Pick<HandedIn, 'id' | 'version'> };
  },

  /** Also where it is no document of this case: then there is nothing to withdraw. */
  isSoAlready: ({ documents }, { documentId }) =>
    !documents.some((one) => one.documentId === documentId && one.withdrawn !== true),

  isOffered: ({ documents }) => documents.length > 0,

  decide: (_, { documentId, at: withdrawnAt }) => [
    { type: 'DocumentWithdrawn', data: { documentId, reason: 'malware', withdrawnAt } },
  ],

  history: {
    DocumentWithdrawn: {
      says: {
        de: 'In einem Dokument wurde Schadsoftware gefunden; es kann nicht mehr geöffnet werden',
        en: 'Malware was found in a document; it can no longer be opened',
      },
      facts: ({ documentId, reason }) => ({ documentId, reason }),
    },
  },
});
