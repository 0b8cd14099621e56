import { FreeText } from '#http';
import { command } from './command';
import { isPayable } from './choose-method';
import { sealedAs } from './facts';

export class WriteOffInput {
  @FreeText(500, {
    description: 'Why the city gives up its claim.',
    example: 'Niedergeschlagen nach § 26 KomHVO.',
  })
  reason!: string;
}

/** The city gives up its claim, with a reason. */
export const writeOff = command({
  name: 'write-off',
  summary: 'Gives up what is owed, with a reason',
  roles: ['treasury'],
  input: WriteOffInput,
  prepare: async ({ input: { reason }, facts }) => ({
    note: await facts.seal({ text: reason }, sealedAs.note),
  }),
  isOffered: (payment) => isPayable(payment),

  decide(payment, { note }, refuse) {
    if (payment.writtenOff) return [];
    if (!isPayable(payment)) throw refuse('nothing-to-write-off');
    return [{ type: 'PaymentWrittenOff', data: { note } }];
  },

  refusals: {
    'nothing-to-write-off': {
      status: 409,
      title: { de: 'Hier ist nichts offen.', en: 'Nothing is open here.' },
    },
  },

  history: {
    PaymentWrittenOff: { says: { de: 'Forderung niedergeschlagen', en: 'Claim written off' } },
  },
});
