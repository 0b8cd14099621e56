import type { Attempt } from '../domain/attempt';
import type { Instant, OpenedPayment, PaymentEvent } from '../domain/payment';
import { plausibleTime } from '../domain/provider-time';
import type { ProviderAnswer, ProviderRefused } from '../providers/provider';
import { command } from './command';
import { sealedAs } from './facts';
import { received } from './received';
import { givenBackAlready } from './return-debit';

/** What a provider said of an attempt: an answer, that it refuses to begin it, or neither: it knows nothing of it. */
export class NoteAnswerInput {
  readonly attemptId!: string;
  readonly answer?: ProviderAnswer | undefined;
  /** The transaction that the answer is about was begun by an attempt of another payment. */
  readonly isOfAnother?: true;
  readonly refused?: Pick<ProviderRefused, 'code' | 'digest' | 'raw'>;
}

/** An attempt that was never begun at the provider within so many ms never will be. */
const neverBegunMs = 60 * 60_000;

/**
 * A provider has answered: to the beginning, to a look, after a callback or at reconciliation, which all lead to the same one event. What it
 * says again changes nothing; what it says of money is compared with what was asked for, and where it differs nothing is booked.
 */
export const noteAnswer = command({
  name: 'note-answer',
  summary: 'Notes what the provider of a payment says',
  roles: ['service'],
  input: NoteAnswerInput,
  ownRoute: true,

  async prepare({ input: { attemptId, answer, refused, isOfAnother }, facts }) {
    const sealed = (raw: string) => facts.seal(raw, sealedAs.answer(attemptId));
    return {
      attemptId,
      ...(isOfAnother && { isOfAnother }),
      /** For what may follow: a refund, a difference. */
      newId: facts.newId(),
      ...(answer !== undefined && {
        answer: {
          ...answer,
          raw: await sealed(answer.raw),
          ...(answer.redirectUrl !== undefined && {
            redirectUrl: await facts.seal(answer.redirectUrl, sealedAs.redirect(attemptId)),
          }),
        },
      }),
      ...(refused !== undefined && {
        refused: { code: refused.code, digest: refused.digest, raw: await sealed(refused.raw) },
      }),
    };
  },

  decide(payment, { attemptId, answer, isOfAnother, refused, newId, at }) {
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt?.provider === undefined) throw new Error('an answer to an attempt that no provider knows of');
    if (refused !== undefined) {
      // What has begun meanwhile is not ended by a no to beginning it again.
      if (attempt.status !== 'chosen') return [];
      return [
        { type: 'ProviderAnswered', data: { attemptId, status: 'failed', ...refused } },
        { type: 'PaymentFailed', data: { attemptId } },
      ];
    }
    if (answer === undefined) {
      const isNever =
        attempt.status === 'chosen' && Date.parse(at) - Date.parse(attempt.chosenAt) > neverBegunMs;
      return isNever ? [{ type: 'PaymentExpired', data: { attemptId } }] : [];
    }
    if (answer.digest === attempt.lastDigest) return [];
    const { transactionId, status, digest, raw } = answer;
    // Another transaction than the one that was begun says nothing about it, nor one that another attempt has begun.
    const isOther = attempt.transactionId !== undefined && attempt.transactionId !== transactionId;
    const isBegun = payment.attempts.some((one) => one !== attempt && one.transactionId === transactionId);
    if (isOther || isBegun || isOfAnother)
      return differs(payment, attempt, { kind: 'status', differenceId: newId, digest });
    const said: PaymentEvent = {
      type: 'ProviderAnswered',
      data: { attemptId, transactionId, status, digest, raw },
    };
    return [said, ...followingFrom(payment, attempt, answer, newId, at)];
  },

  history: {
    ProviderAnswered: {
      says: { de: 'Der Zahlungsanbieter hat geantwortet', en: 'The payment provider has answered' },
      facts: ({ attemptId, status, code, digest }) => ({
        ...{ attemptId, status, digest },
        ...(code !== undefined && { code }),
      }),
      onlyForStaff: true,
    },
    PaymentRedirected: {
      says: { de: 'Zur Bezahlung weitergeleitet', en: 'Led on to the payment' },
      facts: ({ attemptId }) => ({ attemptId }),
    },
    PaymentSettled: {
      says: { de: 'Zahlung eingegangen', en: 'Payment received' },
      facts: ({ receivedCents, paidAt, transactionReference }) => ({
        ...{ receivedCents, paidAt },
        ...(transactionReference !== undefined && { transactionReference }),
      }),
    },
    PaymentFailed: { says: { de: 'Zahlung fehlgeschlagen', en: 'Payment failed' } },
    PaymentCancelled: { says: { de: 'Zahlung abgebrochen', en: 'Payment cancelled' } },
    PaymentExpired: { says: { de: 'Zahlung nicht begonnen', en: 'Payment not begun' } },
    PaymentChargedBack: { says: { de: 'Zahlung zurückgebucht', en: 'Payment charged back' } },
    PaymentDiffered: {
      says: {
        de: 'Die Zahlung weicht ab; die Kasse klärt das',
        en: 'The payment differs; the treasury is looking into it',
      },
      facts: ({ kind, differenceId, statedCents }) => ({
        ...{ kind, differenceId },
        ...(statedCents !== undefined && { statedCents }),
      }),
    },
  },
});

type Answer = Pick<
  ProviderAnswer,
  | 'transactionId'
  | 'status'
  | 'amountCents'
  | 'currency'
  | 'paidAt'
  | 'transactionReference'
  | 'redirectUrl'
  | 'digest'
>;

function followingFrom(
  payment: OpenedPayment,
  attempt: Attempt,
  answer: Answer,
  newId: string,
  at: Instant,
): readonly PaymentEvent[] {
  const { attemptId } = attempt;
  const { transactionId, redirectUrl, digest } = answer;
  switch (answer.status) {
    case 'initial':
      // What is over at the provider does not begin again.
      if (attempt.status !== 'chosen') return [];
      return redirectUrl === undefined
        ? []
        : [{ type: 'PaymentRedirected', data: { attemptId, transactionId, redirectUrl } }];
    case 'paid':
      return attempt.status === 'settled' ? [] : paid(payment, attempt, answer, newId, at);
    case 'cancelled':
    case 'failed':
      // What was paid is not un-paid by a word.
      if (attempt.status === 'settled')
        return differs(payment, attempt, { kind: 'status', differenceId: newId, digest });
      if (attempt.status === 'failed' || attempt.status === 'cancelled') return [];
      return [
        { type: answer.status === 'failed' ? 'PaymentFailed' : 'PaymentCancelled', data: { attemptId } },
      ];
    case 'charged-back':
      if (attempt.status === 'charged-back') return [];
      return attempt.status === 'settled'
        ? [{ type: 'PaymentChargedBack', data: { attemptId } }, ...givenBackAlready(payment, attemptId, at)]
        : [{ type: 'PaymentFailed', data: { attemptId } }];
  }
}

function paid(
  payment: OpenedPayment,
  attempt: Attempt,
  answer: Answer,
  newId: string,
  at: Instant,
): readonly PaymentEvent[] {
  const { amountCents: statedCents, currency = 'EUR', digest, transactionReference } = answer;
  const paidAt = plausibleTime(answer.paidAt, attempt.chosenAt, at);
  const stated = {
    differenceId: newId,
    digest,
    statedAt: paidAt,
    ...(isBookable(statedCents) && { statedCents }),
  };
  if (currency !== 'EUR') return differs(payment, attempt, { kind: 'currency', differenceId: newId, digest });
  if (statedCents !== undefined && statedCents !== attempt.amountCents)
    return differs(payment, attempt, { kind: 'amount', ...stated });
  const reference = transactionReference === undefined ? {} : { transactionReference };
  return received(payment, attempt, { receivedCents: attempt.amountCents, paidAt, ...reference }, newId, at);
}

function isBookable(cents: number | undefined): cents is number {
  return cents !== undefined && Number.isSafeInteger(cents) && cents >= 0 && cents <= 99_999_900;
}

function differs(
  { differences }: OpenedPayment,
  { attemptId }: Attempt,
  difference: Extract<PaymentEvent, { type: 'PaymentDiffered' }>['data'] extends infer Data
    ? Omit<Data, 'attemptId'>
    : never,
): readonly PaymentEvent[] {
  const isKnown = differences.some(
    (one) =>
      one.attemptId === attemptId &&
      one.kind === difference.kind &&
      one.statedCents === difference.statedCents,
  );
  return isKnown ? [] : [{ type: 'PaymentDiffered', data: { attemptId, ...difference } }];
}
