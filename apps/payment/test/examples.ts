import type { PaymentCommand } from '../src/commands';
import type { Circumstances, GivingRole } from '../src/commands/command';
import type { EventOf, PaymentEvent, PaymentEventType } from '../src/domain/payment';

/** The payment of a parking permit, 30.70 €, as the treasury would tell it. */
export const owed = 3_070;
export const requestedAt = '2026-11-20T09:00:00.000000Z';
export const chosenAt = '2026-11-20T09:01:00.000000Z';
export const paidAt = '2026-11-20T09:02:00.000000Z';
export const at = '2026-11-20T09:03:00.000000Z';

export const first = 'attempt-1';
export const second = 'attempt-2';

/** An event by its type and data. */
export function event<Type extends PaymentEventType>(type: Type, data: EventOf<Type>['data']): PaymentEvent {
  return { type, data } as PaymentEvent;
}

export const order = {
  ...{ applicationId: 'a1', applicantId: 'p1', reference: 'DU-2026-000123-7' },
  ...{ serviceKey: 'bewohnerparkausweis', office: 'buergerservice', configurationVersion: 'c1' },
  ...({ policy: 'before-filing', renderedAtOnce: true, amountCents: owed, currency: 'EUR' } as const),
  bookings: [{ accountingKey: '12200.431100', totalCents: owed, taxPercent: 0, taxCents: 0 }],
  ...{ items: 'sealed', fixedAt: requestedAt, payBy: '2026-11-23T09:00:00.000000Z' },
};
export const requested = event('PaymentRequested', order);

export const chosen = (attemptId = first, method: 'credit-card' | 'paypal' = 'credit-card') =>
  event('MethodChosen', {
    ...{ attemptId, method, provider: 'xbezahl', amountCents: owed, language: 'de', chosenAt },
  });
export const redirected = (attemptId = first) =>
  event('PaymentRedirected', { attemptId, transactionId: `t-${attemptId}`, redirectUrl: 'sealed' });
export const settled = (attemptId = first, receivedCents = owed) =>
  event('PaymentSettled', { attemptId, receivedCents, paidAt });

export const mandate = {
  ...{ mandateReference: 'DU-2026-000123-7-1', signedAt: chosenAt, account: 'sealed' },
  ...({ creditorId: 'DE98ZZZ09999999999', sequenceType: 'OOFF', dueOn: '2026-12-07' } as const),
};
/** A mandate was given. */
export const authorised = [
  event('MethodChosen', {
    ...{ attemptId: first, method: 'direct-debit', amountCents: owed, language: 'de', chosenAt },
  }),
  event('PaymentAuthorised', { attemptId: first, mandate }),
] as const;

export const by = (
  role: GivingRole,
  personId = role === 'service' ? 'service:payment' : `the-${role}`,
): Circumstances => ({
  by: { personId, role },
  at,
});

/** What a provider says, as the command carries it. */
export function said(
  status: 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back',
  more: Partial<{
    attemptId: string;
    transactionId: string;
    amountCents: number;
    currency: string;
    paidAt: string;
    redirectUrl: string;
    digest: string;
  }> = {},
): PaymentCommand {
  const {
    attemptId = first,
    transactionId = `t-${attemptId}`,
    digest = `digest of ${status}`,
    ...rest
  } = more;
  const answer = { transactionId, status, digest, raw: 'sealed', ...rest };
  return { type: 'note-answer', attemptId, answer, newId: 'new-id', ...by('service') };
}

/** That a provider said so. */
export const answered = (
  status: 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back',
  { attemptId = first, digest = `digest of ${status}` }: { attemptId?: string; digest?: string } = {},
) => event('ProviderAnswered', { attemptId, transactionId: `t-${attemptId}`, status, digest, raw: 'sealed' });
