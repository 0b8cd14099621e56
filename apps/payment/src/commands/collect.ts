import { CalendarDate, Id } from '#http';
import { isCollectable } from '../domain/attempt';
import { command } from './command';

export class CollectInput {
  @Id() attemptId!: string;
  /** Of the pain.008 file that it goes with. */
  @Id() collectionId!: string;
  @CalendarDate() dueOn!: string;
}

/** A debit goes to the bank with a collection file; each goes once. */
export const collect = command({
  name: 'collect',
  summary: 'Notes that a debit went to the bank with a collection file',
  roles: ['service'],
  input: CollectInput,
  ownRoute: true,
  prepare: ({ input: { attemptId, collectionId, dueOn } }) => ({ attemptId, collectionId, dueOn }),

  decide(payment, { attemptId, collectionId, dueOn }, refuse) {
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt?.collectionId === collectionId) return [];
    // Cancelled, paid otherwise or collected meanwhile: it stays out of the file.
    if (attempt === undefined || !isCollectable(attempt)) throw refuse('not-collectable');
    return [{ type: 'DebitCollected', data: { attemptId, collectionId, dueOn } }];
  },

  refusals: {
    'not-collectable': {
      status: 409,
      title: {
        de: 'Diese Lastschrift ist nicht (mehr) einzuziehen.',
        en: 'This debit is not to be collected (any more).',
      },
    },
  },

  history: {
    DebitCollected: {
      says: { de: 'Lastschrift der Bank übergeben', en: 'Debit given to the bank' },
      facts: ({ collectionId, dueOn }) => ({ collectionId, dueOn }),
    },
  },
});
