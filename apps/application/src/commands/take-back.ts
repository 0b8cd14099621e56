import { NoInput } from '#commands';
import { keptDays, keptFrom, reminderOf, type DraftChange } from '../domain/draft';
import { command } from './command';

/**
 * Takes back to a draft what was submitted and is not paid: the same content, to be changed and submitted anew. Its order dies;
 * what is paid for it all the same goes back.
 */
export const takeBack = command({
  name: 'take-back',
  summary: 'Takes back to a draft what was submitted and is not paid yet',
  roles: ['citizen'],
  transitions: [{ from: ['submitted'], to: ['draft'] }],
  input: NoInput,

  async prepare({ application, facts, at }) {
    // In any other status the decider refuses, or it is so already.
    if (application.status !== 'submitted' || application.form === undefined) return {};
    const { form, formVersion = 0, documents } = application;
    const days = keptDays((await facts.serviceOf(application)).filing.draftDays, application);
    const kept = keptFrom(at, days);
    const draft: DraftChange = {
      ...{ kind: 'begun', form, version: formVersion + 1 },
      ...{ ...kept, remindAt: reminderOf(kept.endsAt, days) },
    };
    const handedIn = await facts.documents();
    return {
      draft,
      /** What was handed in with it waits again: it can be taken away, and belongs to what is submitted next. */
      releases: handedIn.filter(({ id }) => documents.some(({ documentId }) => documentId === id)),
    };
  },

  isSoAlready: ({ status, formerOrders = [] }) =>
    status === 'draft' && formerOrders.at(-1)?.end === 'taken-back',

  decide({ order }, { at: takenBackAt }) {
    if (order === undefined) throw new Error('what waits for its filing waits for a payment');
    return [{ type: 'SubmissionTakenBack', data: { orderId: order.orderId, takenBackAt } }];
  },

  history: {
    SubmissionTakenBack: {
      says: { de: 'Zum Ändern zurückgenommen', en: 'Taken back to be changed' },
      facts: ({ orderId }) => ({ orderId }),
    },
  },
});
