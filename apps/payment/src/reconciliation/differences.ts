import type { LocalText, RequestKey } from '#http';
import type { TenantDatabase } from '#database';
import { foldStream, type EventStore } from '#event-sourcing';
import type { Difference } from '../domain/payment';
import { paymentAggregate } from '../payment.aggregate';
import { Candidates } from './candidates';

/** A difference that nobody has resolved, and of which payment it is. */
export interface OpenDifference extends Difference {
  readonly paymentId: string;
  readonly reference: string;
  /** Of the payment, for `If-Match`. */
  readonly version: number;
}

/** Payments that are read for a list of differences: whoever has more resolves these first. */
const mostPayments = 200;

/** The differences that wait for the treasury: the fold of the payments that have some. */
export class Differences {
  constructor(
    private readonly candidates: Candidates,
    private readonly store: Pick<EventStore, 'read' | 'keptAnswer'>,
  ) {}

  /** In order of their payments. */
  async open(tenant: string): Promise<readonly OpenDifference[]> {
    const found: OpenDifference[] = [];
    for (const paymentId of await this.candidates.thatDiffer(tenant, mostPayments)) {
      const stream = { tenant, streamId: paymentId };
      const { state, version } = await foldStream(this.store, paymentAggregate.decider, stream);
      if (state.status === 'none') continue;
      const { reference, differences } = state;
      found.push(...differences.map((difference) => ({ ...difference, paymentId, reference, version })));
    }
    return found;
  }

  /**
   * The payment that a difference is of, or undefined where it is resolved or never was.
   * @param idempotency of the request that resolves it: a repeated one finds the payment of the first
   */
  async paymentOf(
    tenant: string,
    differenceId: string,
    idempotency: RequestKey,
  ): Promise<string | undefined> {
    const found = (await this.open(tenant)).find((one) => one.differenceId === differenceId);
    return found?.paymentId ?? (await this.store.keptAnswer(tenant, idempotency))?.streamId;
  }
}

/** For the operator: how many differences of all cities wait for a treasury. */
export async function differencesHealth(
  database: TenantDatabase,
): Promise<{ readonly degraded?: string; readonly openDifferences: number }> {
  const openDifferences = await new Candidates(database).openDifferences();
  return {
    ...(openDifferences > 0 && { degraded: `differences that wait for the treasury: ${openDifferences}` }),
    openDifferences,
  };
}

/** What a kind of difference means, and what is to be done about it. */
export const differenceWords: Readonly<
  Record<Difference['kind'], { readonly means: LocalText; readonly advice: LocalText }>
> = {
  amount: {
    means: {
      de: 'Der Anbieter nennt einen anderen Betrag als unsere Bücher.',
      en: 'The provider states another amount than our books.',
    },
    advice: {
      de: 'Auf dem Kontoauszug nachsehen, was eingegangen ist, und diesen Betrag buchen.',
      en: 'Look on the bank statement what has come in, and book that amount.',
    },
  },
  currency: {
    means: {
      de: 'Der Anbieter nennt eine andere Währung als Euro.',
      en: 'The provider states another currency than euro.',
    },
    advice: {
      de: 'Den Anbieter fragen; nichts buchen, bevor der Betrag in Euro feststeht.',
      en: 'Ask the provider; book nothing before the amount in euro is known.',
    },
  },
  status: {
    means: {
      de: 'Bei uns und beim Anbieter steht die Zahlung verschieden.',
      en: 'The payment stands differently with us and with the provider.',
    },
    advice: {
      de: 'Auf dem Kontoauszug nachsehen: Ist das Geld da, den Betrag buchen; sonst verwerfen.',
      en: 'Look on the bank statement: where the money is there, book the amount; otherwise dismiss it.',
    },
  },
  'missing-there': {
    means: {
      de: 'Wir haben eine Zahlung gebucht, die der Anbieter nicht kennt.',
      en: 'We have booked a payment that the provider does not know.',
    },
    advice: {
      de: 'Mit dem Kassenzeichen beim Anbieter nachfragen und festhalten, was er sagt.',
      en: 'Ask the provider by the transaction reference, and note what it says.',
    },
  },
  refund: {
    means: {
      de: 'Der Anbieter hat einen anderen Betrag erstattet, als unsere Bücher sagen.',
      en: 'The provider has given back another amount than our books say.',
    },
    advice: {
      de: 'Prüfen, wer die Erstattung ausgelöst hat, und das Ergebnis festhalten.',
      en: 'Find out who gave the money back, and note the result.',
    },
  },
};
