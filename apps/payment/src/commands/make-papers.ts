import { NoInput } from '#commands';
import { missingPapers, type Paper } from '../domain/paper';
import type { OpenedPayment, PaymentEvent } from '../domain/payment';
import { command } from './command';
import type { KeptPaper } from './facts';

type Made = KeptPaper & Paper;

/**
 * Makes the papers that a payment does not have yet, the receipt for what came in and the confirmation of a mandate, each once: what an
 * attempt before this one has made is found. Of what was erased nothing is made.
 */
export const makePapers = command({
  name: 'make-papers',
  summary: 'Makes the receipt for a payment, and the confirmation of a mandate, as PDF',
  roles: ['service'],
  input: NoInput,
  ownRoute: true,

  async prepare({ payment, facts }) {
    const binds: Made[] = [];
    for (const paper of missingPapers(payment)) {
      const made = await facts.paper(payment, paper);
      if (made !== 'erased') binds.push({ ...made, ...paper });
    }
    return { binds };
  },

  decide: (payment, { binds }) => binds.filter((made) => isMissing(payment, made)).map(issued),

  history: {
    ReceiptIssued: {
      says: { de: 'Zahlungsbeleg ausgestellt', en: 'Receipt issued' },
      facts: ({ documentId, hash, size, mediaType }) => ({ documentId, hash, size, mediaType }),
    },
    MandateConfirmed: {
      says: { de: 'Lastschriftmandat bestätigt', en: 'Direct debit mandate confirmed' },
      facts: ({ documentId, hash, size, mediaType }) => ({ documentId, hash, size, mediaType }),
    },
  },
});

function isMissing(payment: OpenedPayment, { kind, attemptId }: Made): boolean {
  return missingPapers(payment).some((one) => one.kind === kind && one.attemptId === attemptId);
}

function issued({ id: documentId, kind, attemptId, hash, size, mediaType, name }: Made): PaymentEvent {
  const data = { attemptId, documentId, hash, size, mediaType, name };
  return kind === 'receipt' ? { type: 'ReceiptIssued', data } : { type: 'MandateConfirmed', data };
}
