import * as fc from 'fast-check';
import { treasurers, type World } from './world';
import { treasuryDay } from './treasury';

/** Something that somebody does, that the world does, or that time does; numbers choose among what there is. */
export type Step =
  | { readonly do: 'submit'; readonly cents: number }
  | {
      readonly do: 'pay';
      readonly order: number;
      readonly method: 'credit-card' | 'paypal' | 'direct-debit';
    }
  | {
      readonly do: 'at-the-page';
      readonly page: number;
      readonly turn: 'paid' | 'cancelled' | 'failed' | 'other-amount';
    }
  | { readonly do: 'come-back' | 'call'; readonly page: number }
  | { readonly do: 'charge-back' | 'change-its-mind'; readonly nth: number }
  | { readonly do: 'withdraw' | 'take-back' | 'go-away' | 'refuse-refunds' | 'treasury' | 'run' }
  | { readonly do: 'fix-fee'; readonly cents: number }
  | { readonly do: 'refund'; readonly nth: number; readonly cents?: number | undefined }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'deliver' | 'deliver-again' | 'work' | 'resume'; readonly to: To; readonly nth: number }
  | { readonly do: 'crash'; readonly to: To };
type To = 'application' | 'payment';

const nat = fc.nat(7);
const to = fc.constantFrom<To>('application', 'payment');
const cents = fc.constantFrom(3_070, 4_000, 9_900);
const [secondMs, hourMs, dayMs] = [1_000, 3_600_000, 24 * 3_600_000];

const weighted = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const doing = <Do extends Step['do']>(what: Do, rest: object = {}) =>
  fc.record({ do: fc.constant(what), ...rest }) as unknown as fc.Arbitrary<Step>;

const step = fc.oneof(
  weighted(6, doing('submit', { cents })),
  weighted(
    14,
    doing('pay', {
      order: nat,
      method: fc.constantFrom('credit-card', 'credit-card', 'paypal', 'direct-debit'),
    }),
  ),
  weighted(
    12,
    doing('at-the-page', {
      page: nat,
      turn: fc.constantFrom('paid', 'paid', 'paid', 'paid', 'cancelled', 'failed', 'other-amount'),
    }),
  ),
  weighted(3, doing('come-back', { page: nat })),
  weighted(3, doing('call', { page: nat })),
  weighted(2, doing('change-its-mind', { nth: nat })),
  weighted(1, doing('charge-back', { nth: nat })),
  weighted(3, doing('withdraw')),
  weighted(5, doing('take-back')),
  weighted(4, doing('fix-fee', { cents })),
  weighted(2, doing('refund', { nth: nat, cents: fc.option(fc.constant(1_000), { nil: undefined }) })),
  weighted(1, doing('go-away')),
  weighted(1, doing('refuse-refunds')),
  weighted(3, doing('treasury')),
  weighted(
    12,
    doing('wait', { ms: fc.constantFrom(secondMs, 30 * secondMs, hourMs, dayMs, 4 * dayMs, 32 * dayMs) }),
  ),
  weighted(14, doing('run')),
  weighted(14, doing('deliver', { to, nth: nat })),
  weighted(3, doing('deliver-again', { to, nth: nat })),
  weighted(14, doing('work', { to, nth: nat })),
  weighted(6, doing('resume', { to, nth: nat })),
  weighted(4, doing('crash', { to })),
);

/** Mostly somebody submits and pays, with anything at all before, in between and after. */
export const story: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    doing('submit', { cents }),
    fc.array(step, { maxLength: 6 }),
    doing('pay', { order: fc.constant(0), method: fc.constantFrom('credit-card', 'paypal', 'direct-debit') }),
    fc.array(step, { maxLength: 45 }),
  )
  .map(([submitted, some, paying, more]) => [submitted, ...some, paying, ...more]);

/** Does one step; what is impossible as things stand does nothing. @param chance true once in a while */
export async function take(world: World, one: Step, chance: () => boolean): Promise<void> {
  switch (one.do) {
    case 'submit':
      return world.submit(one.cents);
    case 'pay': {
      const orders = await world.ordersNow();
      // Mostly the last one; but a page of the one before may still be open.
      const order = orders.at(one.order > 5 ? one.order % Math.max(orders.length, 1) : -1);
      if (order !== undefined) world.pay(order.orderId, one.method);
      return;
    }
    case 'at-the-page': {
      const transaction = world.provider.find(chosen(world.pages, one.page) ?? '');
      if (transaction?.status !== 'initial') return;
      const isOther = one.turn === 'other-amount';
      const paid = isOther ? transaction.amountCents + (chance() ? 1 : -1) : undefined;
      return world.provider.turn(transaction, isOther ? 'paid' : one.turn, paid);
    }
    case 'come-back':
    case 'call': {
      const attemptId = chosen(world.pages, one.page);
      const believed = one.do === 'come-back' && world.faults.has('believe the redirect');
      if (attemptId !== undefined) world.look(attemptId, { believed });
      return;
    }
    case 'change-its-mind': {
      const transaction = chosen(world.provider.transactions, one.nth);
      if (transaction?.status === 'failed' || transaction?.status === 'cancelled')
        world.provider.turn(transaction, 'paid');
      return;
    }
    case 'charge-back': {
      const transaction = chosen(world.provider.transactions, one.nth);
      if (transaction?.status === 'paid' && transaction.refunds.size === 0)
        world.provider.turn(transaction, 'charged-back');
      return;
    }
    case 'withdraw':
      return world.withdraw();
    case 'take-back':
      return world.takeBack();
    case 'fix-fee':
      return world.fixFee(one.cents);
    case 'refund': {
      const payment = chosen(await world.paymentsNow(), one.nth);
      if (payment === undefined) return;
      const input = { reason: 'doppelt', ...(one.cents !== undefined && { amountCents: one.cents }) };
      world.payment.begin(() => world.givePayment(payment[0], { name: 'refund', input }, treasurers[0]));
      return;
    }
    case 'go-away':
      world.provider.isAway = !world.provider.isAway;
      return;
    case 'refuse-refunds':
      world.provider.refusesRefunds = !world.provider.refusesRefunds;
      return;
    case 'treasury':
      await treasuryDay(world, chance);
      return;
    case 'wait':
      return world.clock.pass(one.ms);
    case 'run':
      return run(world);
    case 'deliver': {
      const service = world[one.to];
      const streamId = chosen(world.streamsFor(service), one.nth);
      if (streamId !== undefined) await world.deliver(service, streamId);
      return;
    }
    case 'deliver-again': {
      const service = world[one.to];
      const streamId = chosen(world.streamsFor(service), one.nth);
      if (streamId !== undefined) await world.deliverAgain(service, streamId, one.nth);
      return;
    }
    case 'work':
      world[one.to].workDue(one.nth);
      return;
    case 'resume':
      return world[one.to].resume(one.nth);
    case 'crash':
      return world[one.to].crash();
  }
}

/** Lets both services do what there is to do now. */
export async function run(world: World): Promise<void> {
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const service of [world.application, world.payment] as const) {
      for (const streamId of world.streamsFor(service)) {
        if (await world.deliver(service, streamId)) goesOn = true;
        await world.settle();
      }
      if (service.workDue(0)) goesOn = true;
      await world.settle();
    }
  }
}

function chosen<Of>(among: readonly Of[], nth: number): Of | undefined {
  return among[nth % Math.max(among.length, 1)];
}
