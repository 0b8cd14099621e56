import type { CommandBus } from '@nestjs/cqrs';
import type { SignedOrder } from '#contracts';
import { Asking } from '../../../apps/payment/src/asking';
import { BeginRequests } from '../../../apps/payment/src/begin-requests';
import { CityPayments } from '../../../apps/payment/src/city-payments';
import type { DebitPlan, OfferedMethod } from '../../../apps/payment/src/commands/facts';
import { ApplicationConsumer } from '../../../apps/payment/src/consumers/application.consumer';
import { Looking } from '../../../apps/payment/src/looking';
import { Orders } from '../../../apps/payment/src/orders';
import { lookDue, refundDue } from '../../../apps/payment/src/payment.aggregate';
import { PaymentHandler, type GiveCommand } from '../../../apps/payment/src/payment.handler';
import { FactSources } from '../../../apps/payment/src/payment-facts';
import { AskedProviders } from '../../../apps/payment/src/providers/asked-providers';
import type { PaymentProvider } from '../../../apps/payment/src/providers/provider';
import type { Instant, OpenedPayment } from '../../../apps/payment/src/domain/payment';
import type { Clock } from './clock';
import type { Database } from './database';
import type { Fault } from './faults';
import type { Gate } from './programme';
import { SimulatedProvider, type ProviderBooks } from './provider';
import type { Parts } from './service';

/** The payment service: its own handlers, consumer, due rows and questions, with a city in place of its neighbours. */
export interface PaymentParts extends Parts {
  readonly commands: CommandBus;
  readonly orders: Orders;
  readonly asking: Asking;
  readonly looking: Looking;
}

/** A card at a provider with refunds and callbacks, PayPal by XBezahldienste, and direct debits. */
class City extends CityPayments {
  methods = (): readonly OfferedMethod[] => [
    { method: 'credit-card', provider: 'stadtpay' },
    { method: 'paypal', provider: 'xbezahl' },
    { method: 'direct-debit' },
  ];
  approvalAboveCents = (): number => 5_000;
  account = () => ({});
  debitPlan(_: string, { reference }: OpenedPayment, at: Instant, count: number): DebitPlan {
    const dueOn = new Date(Date.parse(at) + 5 * 24 * 3_600_000).toISOString().slice(0, 10);
    return { creditorId: 'DE98ZZZ09999999999', mandateReference: `${reference}-${count + 1}`, dueOn };
  }
}

/** No money moves by a paper or a question, and none by a name: what is due of these is left alone. */
const noPapers = { keep: () => Promise.resolve('erased') } as never;
const nobody = { payer: () => Promise.resolve({}) };

/** @param orderOf the order as the application service has it */
export function paymentParts(
  gate: Gate,
  database: Database,
  clock: Clock,
  books: ProviderBooks,
  orderOf: (orderId: string) => Promise<SignedOrder>,
  faults: ReadonlySet<Fault>,
): PaymentParts {
  const store = database.through(gate) as never;
  const sealer = { seal: JSON.stringify, open: JSON.parse };
  const keys = { sealerFor: () => Promise.resolve(sealer) } as never;
  const city = new City();
  const handler = new PaymentHandler(store, new FactSources(keys, city, noPapers));
  const commands = { execute: (asked: GiveCommand) => handler.execute(asked) } as unknown as CommandBus;
  const orders = new Orders(
    undefined as never,
    { find: (_: string, orderId: string) => gate().then(() => orderOf(orderId)) } as never,
    commands,
    undefined as never,
  );
  const providers = new Map<string, PaymentProvider>(
    [
      new SimulatedProvider('stadtpay', books, gate, true),
      new SimulatedProvider('xbezahl', books, gate, false),
    ]
      .map((provider): PaymentProvider => (faults.has('refund twice') ? refundingTwice(provider) : provider))
      .map((provider) => [provider.key, provider] as const),
  );
  const asked = new AskedProviders(providers as never, clock.now);
  const addresses = { returnOf: () => '', callbackOf: () => '' } as never;
  const requests = new BeginRequests(keys, { service: () => undefined } as never, addresses, nobody);
  const asking = new Asking(store, commands, asked, city, requests, { isOf: () => Promise.resolve(true) });
  const looking = new Looking(asking, asked, clock.now);
  const givesUp = faults.has('give up an attempt whose order has died without looking at the provider');
  return {
    ...{ commands, orders, asking, looking },
    consumers: [new ApplicationConsumer(commands, orders)],
    dueHandlers: {
      [lookDue.kind]: async (due, transaction) => {
        const payment = await asking.payment(due.tenant, due.streamId);
        if (!givesUp || payment.ended === undefined) return looking.whenDue(due, transaction);
      },
      [refundDue.kind]: looking.refundsWhenDue,
    },
  };
}

let refunds = 0;

/** The fault: each time it is asked it is another refund. */
function refundingTwice(provider: SimulatedProvider): PaymentProvider {
  const { refund } = provider;
  if (refund === undefined) return provider;
  return Object.assign(provider, {
    refund: (...[account, known, asked]: Parameters<typeof refund>) =>
      refund(account, known, { ...asked, refundId: `${asked.refundId} ${refunds++}` }),
  });
}
