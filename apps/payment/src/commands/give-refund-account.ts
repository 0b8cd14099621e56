import { FreeText } from '#http';
import { isDebit } from '../domain/attempt';
import type { Ciphertext } from '../domain/payment';
import { takesAccount, type Refund } from '../domain/refund';
import { readAccount } from './bank-account';
import { command } from './command';
import { sealedAs } from './facts';

export class GiveRefundAccountInput {
  @FreeText(50, { description: 'IBAN of an account in the SEPA area.', example: 'DE02120300000000202051' })
  iban!: string;

  @FreeText(70, { description: 'Whose account it is.', example: 'Anna Beispiel' })
  accountHolder!: string;
}

/** The person says to which account their money is transferred. Until it went to the bank they may name another one. */
export const giveRefundAccount = command({
  name: 'give-refund-account',
  summary: 'Names the account that refunds of this payment are transferred to',
  roles: ['citizen'],
  input: GiveRefundAccountInput,
  ownRoute: true,

  async prepare({ input, payment, facts }) {
    const account = readAccount(input);
    const accounts = new Map<string, Ciphertext>();
    for (const { refundId } of refundsFor(payment))
      accounts.set(refundId, await facts.seal(account, sealedAs.refundAccount(refundId)));
    return { accounts };
  },

  isOffered: (payment) => refundsFor(payment).length > 0,

  decide(payment, { accounts }, refuse) {
    const given = refundsFor(payment).flatMap(({ refundId }) => {
      const account = accounts.get(refundId);
      return account === undefined
        ? []
        : [{ type: 'RefundAccountGiven', data: { refundId, account } } as const];
    });
    if (given.length === 0) throw refuse('no-account-needed');
    return given;
  },

  refusals: {
    'no-account-needed': {
      status: 409,
      title: { de: 'Hier wird kein Konto gebraucht.', en: 'No account is needed here.' },
      detail: {
        de: 'Es steht keine Überweisung an Sie aus, oder sie ist schon auf dem Weg. Ist das Konto nicht mehr richtig, melden Sie sich bitte bei der Kasse der Stadt.',
        en: 'There is no transfer to you that waits, or it is on its way already. If the account is wrong by now, please contact the treasury of the city.',
      },
    },
  },

  history: {
    RefundAccountGiven: {
      says: { de: 'Konto für die Erstattung genannt', en: 'Account for the refund given' },
      facts: ({ refundId }) => ({ refundId }),
    },
  },
});

type Refunding = Parameters<typeof isDebit>[0] & { readonly refunds: readonly Refund[] };

function refundsFor(payment: Refunding): readonly Refund[] {
  return payment.refunds.filter((refund) => takesAccount(refund, isDebit(payment, refund)));
}
