import { caseOf, type Entry, type Thread, type ThreadEvent } from '../domain/thread';
import type { CommandDefinition } from './command';
import type { FollowCaseInput } from './follow-case';

export class FollowPaymentInput {
  /** The case as the payment knows it. */
  readonly case!: FollowCaseInput['case'];
  readonly entry!: Entry;
}

/**
 * Something happened to a payment of the case: adds what the citizen reads of it. Whose the case is and which office has it, the case
 * alone says: a payment may be told late of both. The same event has one effect.
 */
export const followPayment: CommandDefinition<
  'follow-payment',
  FollowPaymentInput,
  FollowPaymentInput,
  Thread,
  never
> = {
  name: 'follow-payment',
  summary: 'Follows an event of a payment',
  sides: ['case'],
  input: FollowPaymentInput,
  ownRoute: true,
  prepare: ({ input }) => input,

  decide(thread, { case: { serviceKey, reference, ...told }, entry }) {
    if (thread.status === 'none') {
      const opened: ThreadEvent = { type: 'ThreadOpened', data: { ...told, serviceKey, reference } };
      return [opened, { type: 'EntryAdded', data: { ...told, ...entry } }];
    }
    if (thread.entryIds.includes(entry.entryId)) return [];
    return [{ type: 'EntryAdded', data: { ...caseOf(thread), ...entry } }];
  },
};
