import { FreeText, Id, OneOf, Cents } from '#http';
import type { PaymentEvent } from '../domain/payment';
import { command } from './command';
import { sealedAs } from './facts';
import { received } from './received';

export class CorrectInput {
  @Id({ description: 'Of the difference that is resolved.' })
  differenceId!: string;

  @OneOf(['booked', 'dismissed'], {
    description: 'booked: the money is there; dismissed: nothing is to be booked.',
    example: 'booked',
  })
  resolution!: 'booked' | 'dismissed';

  @Cents(0, {
    description: 'Of `booked`: what came in, euro cents; default: what the other side stated.',
    optional: true,
  })
  receivedCents?: number;

  @FreeText(500, { description: 'What was found out.', example: 'Kontoauszug Nr. 12: 30,60 € eingegangen.' })
  note!: string;
}

/** Somebody of the treasury has looked, and books what is right beside what stands there (a correction is an event of its own). */
export const correct = command({
  name: 'correct',
  summary: 'Resolves a difference by a correction that stands beside it',
  roles: ['treasury'],
  input: CorrectInput,
  isOffered: ({ differences }) => differences.length > 0,
  prepare: async ({ input: { differenceId, resolution, receivedCents, note }, facts }) => ({
    ...{ differenceId, resolution },
    ...(receivedCents !== undefined && { receivedCents }),
    note: await facts.seal({ text: note }, sealedAs.note),
    newId: facts.newId(),
    approvalAboveCents: facts.approvalAboveCents(),
  }),

  decide(
    payment,
    { differenceId, resolution, receivedCents: given, note, newId, approvalAboveCents, by, at },
    refuse,
  ): readonly PaymentEvent[] {
    const difference = payment.differences.find((one) => one.differenceId === differenceId);
    if (difference === undefined) throw refuse('difference-unknown');
    const corrected: PaymentEvent = { type: 'PaymentCorrected', data: { differenceId, resolution, note } };
    if (resolution === 'dismissed') return [corrected];
    const attempt = payment.attempts.find(({ attemptId }) => attemptId === difference.attemptId);
    const receivedCents = given ?? difference.statedCents;
    if (attempt === undefined || receivedCents === undefined) throw refuse('amount-missing');
    // What was booked already stands.
    if (attempt.status === 'settled') return [corrected];
    const paidAt = difference.statedAt ?? at;
    const booker = { personId: by.personId, approvalAboveCents };
    return [corrected, ...received(payment, attempt, { receivedCents, paidAt }, newId, at, booker)];
  },

  refusals: {
    'difference-unknown': {
      status: 409,
      title: { de: 'Diese Abweichung gibt es nicht (mehr).', en: 'There is no such difference (any more).' },
      detail: {
        de: 'Vielleicht hat sie schon jemand geklärt.',
        en: 'Perhaps somebody has resolved it already.',
      },
    },
    'amount-missing': {
      status: 409,
      title: {
        de: 'Wie viel eingegangen ist, steht nirgends.',
        en: 'It stands nowhere how much has come in.',
      },
      detail: { de: 'Bitte geben Sie den Betrag an.', en: 'Please give the amount.' },
    },
  },

  history: {
    PaymentCorrected: {
      says: { de: 'Von der Kasse berichtigt', en: 'Corrected by the treasury' },
      facts: ({ differenceId, resolution }) => ({
        ...(differenceId !== undefined && { differenceId }),
        resolution,
      }),
      onlyForStaff: true,
    },
  },
});
