import { ApiProperty } from '@nestjs/swagger';
import { paymentMethods, type PaymentMethod } from '#contracts';
import { FreeText, OneOf } from '#http';
import { coveringAttempt, owedCents } from '../domain/standing';
import { isAwaited, type Mandate } from '../domain/attempt';
import { readAccount } from './bank-account';
import { command } from './command';
import { sealedAs } from './facts';

/** Tries of one payment: more are a mistake of a program, or play. */
export const mostAttempts = 20;
/** A page of the provider that was opened within so many ms is gone back to instead of opening another one. */
const sameAttemptMs = 15 * 60_000;

export class ChooseMethodInput {
  @OneOf(paymentMethods, { description: 'One that `GET …/order` offers.', example: 'credit-card' })
  method!: PaymentMethod;

  @FreeText(50, {
    description: 'Of a direct debit: IBAN.',
    example: 'DE02120300000000202051',
    optional: true,
  })
  iban?: string;

  @FreeText(70, {
    description: 'Of a direct debit: account holder.',
    example: 'Anna Beispiel',
    optional: true,
  })
  accountHolder?: string;

  @OneOf(['de', 'en'], {
    description: 'Of the provider’s pages; default: the language of the request.',
    optional: true,
  })
  language?: 'de' | 'en';
}

/** The attempt that was begun, or goes on. */
export class ChosenAnswer {
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
}

/** The person chooses how to pay. A mandate is complete with that; everything else goes on at the provider. */
export const chooseMethod = command({
  name: 'choose-method',
  summary: 'Begins to pay by a method',
  roles: ['citizen'],
  input: ChooseMethodInput,
  ownRoute: true,

  async prepare({ input, payment, facts, at }) {
    const { method, language = 'de' } = input;
    const offered = facts.methods(payment, at);
    const provider = offered.find((one) => one.method === method)?.provider;
    const goesOn = payment.attempts.findLast(
      (attempt) =>
        attempt.method === method &&
        isAwaited(attempt) &&
        Date.parse(at) - Date.parse(attempt.chosenAt) < sameAttemptMs,
    );
    const attemptId = goesOn?.attemptId ?? facts.newId();
    const mandate = async (): Promise<Mandate> => {
      const account = readAccount(input);
      const mandates = payment.attempts.filter((attempt) => attempt.mandate !== undefined).length;
      const plan = facts.debitPlan(payment, at, mandates);
      const sealed = await facts.seal(account, sealedAs.account(attemptId));
      return { ...plan, signedAt: at, account: sealed, sequenceType: 'OOFF' };
    };
    return {
      method,
      attemptId,
      language,
      isOffered: offered.some((one) => one.method === method),
      offered: offered.map((one) => one.method),
      goesOn: goesOn !== undefined,
      ...(provider !== undefined && { provider }),
      ...(method === 'direct-debit' &&
        offered.some((one) => one.method === method) && { mandate: await mandate() }),
    };
  },

  isOffered: (payment) => isPayable(payment),

  decide(
    payment,
    { method, attemptId, language, provider, mandate, isOffered, offered, goesOn, at },
    refuse,
  ) {
    if (coveringAttempt(payment) !== undefined) throw refuse('already-paid');
    if (payment.ended !== undefined || payment.writtenOff || owedCents(payment) <= 0)
      throw refuse('nothing-owed', { reason: payment.ended });
    if (payment.payBy !== undefined && payment.payBy <= at)
      throw refuse('nothing-owed', { reason: 'expired' });
    if (!isOffered) throw refuse('method-not-offered', { methods: offered });
    if (goesOn) return [];
    if (payment.attempts.length >= mostAttempts) throw refuse('too-many-attempts', { most: mostAttempts });
    const amountCents = owedCents(payment);
    const chosen = { attemptId, method, amountCents, language, chosenAt: at } as const;
    return [
      { type: 'MethodChosen', data: { ...chosen, ...(provider !== undefined && { provider }) } },
      ...(mandate === undefined
        ? []
        : [{ type: 'PaymentAuthorised', data: { attemptId, mandate } } as const]),
    ];
  },

  answers: ({ attemptId }): ChosenAnswer => ({ attemptId }),

  refusals: {
    'already-paid': {
      status: 409,
      title: { de: 'Die Gebühr ist schon bezahlt.', en: 'The fee is paid already.' },
      detail: {
        de: 'Sie müssen nichts weiter tun. Den Beleg finden Sie bei Ihrem Antrag.',
        en: 'There is nothing left to do. You find the receipt with your application.',
      },
    },
    'nothing-owed': {
      status: 409,
      title: { de: 'Diese Gebühr ist nicht mehr zu bezahlen.', en: 'This fee is not to be paid any more.' },
      detail: {
        de: 'Der Antrag wurde geändert oder zurückgezogen, oder die Zeit zum Bezahlen ist abgelaufen. Bitte sehen Sie bei Ihrem Antrag nach, was jetzt möglich ist.',
        en: 'The application was changed or withdrawn, or the time to pay is over. Please see with your application what is possible now.',
      },
    },
    'method-not-offered': {
      status: 409,
      title: { de: 'So kann diese Gebühr nicht bezahlt werden.', en: 'This fee cannot be paid that way.' },
      detail: {
        de: 'Bitte wählen Sie eine der angebotenen Zahlungsarten.',
        en: 'Please choose one of the methods offered.',
      },
    },
    'too-many-attempts': {
      status: 409,
      title: {
        de: 'Es wurde zu oft versucht, diese Gebühr zu bezahlen.',
        en: 'There were too many attempts to pay this fee.',
      },
      detail: {
        de: 'Nach {most} Versuchen hilft die Kasse der Stadt. Bitte melden Sie sich dort mit der Nummer Ihres Antrags.',
        en: 'After {most} attempts the treasury of the city helps. Please contact it with the number of your application.',
      },
    },
  },

  history: {
    MethodChosen: {
      says: { de: 'Zahlungsart gewählt', en: 'Method of payment chosen' },
      facts: ({ method, amountCents, attemptId }) => ({ method, amountCents, attemptId }),
    },
    PaymentAuthorised: {
      says: { de: 'Lastschriftmandat erteilt', en: 'Direct debit mandate given' },
      facts: ({ mandate: { mandateReference, creditorId, dueOn } }) => ({
        mandateReference,
        creditorId,
        dueOn,
      }),
    },
  },
});

/** Whether somebody can pay it now. */
export function isPayable(
  payment: Parameters<typeof coveringAttempt>[0] & { readonly ended?: unknown; readonly writtenOff?: true },
): boolean {
  const isOwed = payment.ended === undefined && !payment.writtenOff && owedCents(payment) > 0;
  return isOwed && coveringAttempt(payment) === undefined;
}
