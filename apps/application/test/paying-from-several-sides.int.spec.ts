import { CommandBus } from '@nestjs/cqrs';
import { asService, type Acting } from '#commands';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { Refusal } from '#event-sourcing/decider';
import { eventually } from '#testing';
import fc from 'fast-check';
import { GiveCommand } from '../src/application.handler';
import { applicationDecider } from '../src/commands/decider';
import { isFiled } from '../src/domain/application';
import { orderOf } from '../src/domain/order';
import { FollowOrder } from '../src/filing.handler';
import { filingDecider } from '../src/processes/filing';
import { hearNow, submitted, tellFiling } from './payments';
import { citizenId, RunningApplication } from './running-application';

/** Citizen, payment and time at once upon one order, on a real database: one wins, and money is never without a consequence. */

const tenant = 'duisburg';
const acting: Acting = { tenant, personId: citizenId, role: 'citizen', offices: [], levelOfAssurance: 'low' };
let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const deeds = ['take-back', 'withdraw', 'pay', 'pay again', 'expire', 'submit again'] as const;
type Deed = (typeof deeds)[number];

test('W16c from several sides at once: what is filed is paid, and money is filed for or asked back', async () => {
  const store = running.app.get(PostgresEventStore, { strict: false });
  const commands = running.app.get(CommandBus);

  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...deeds, 'pay'] as Deed[], { minLength: 2 }), async (sequence) => {
      const { id, order } = await submitted(running);
      const pay = (paymentVersion: number) =>
        commands.execute(
          new FollowOrder(
            { tenant, orderId: order.id, applicationId: id },
            { news: { payment: 'settled', paidAt: new Date().toISOString(), paymentVersion } },
          ),
        );
      const act = async (deed: Deed, nth: number): Promise<void> => {
        switch (deed) {
          case 'take-back':
          case 'withdraw':
            await commands.execute(new GiveCommand(acting, id, { name: deed, input: {} }));
            return;
          case 'pay':
          case 'pay again':
            return pay(nth + 1);
          case 'expire':
            return tellFiling(running, order.id, { type: 'look', at: order.payBy });
          case 'submit again':
            await running.submit({ sub: citizenId, roles: ['citizen'] }, id);
        }
      };
      await Promise.all(
        sequence.map((deed, nth) =>
          act(deed, nth).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          }),
        ),
      );
      const isPaid = sequence.some((deed) => deed === 'pay' || deed === 'pay again');

      await eventually(`${sequence.join(', ')} comes to rest`, async () => {
        // That it has expired was told of another time than now, after which all news of it lies.
        await hearNow(running, order.id);
        const { state: filing } = await foldStream(store, filingDecider, { tenant, streamId: order.id });
        const { state: application } = await foldStream(store, applicationDecider, { tenant, streamId: id });
        if (application.status === 'none' || filing.status === 'none') return false;
        const isFiledForIt = isFiled(application) && application.order?.orderId === order.id;
        const own = orderOf(application, order.id);
        // Never both, at no moment.
        expect([filing.status, isFiledForIt]).not.toEqual(['refunding', true]);
        if (!isPaid) {
          expect(isFiledForIt).toBe(false);
          return filing.status === 'awaiting' || (filing.status === 'ended' && own?.end === filing.reason);
        }
        return (
          (filing.status === 'filed' && isFiledForIt) ||
          (filing.status === 'refunding' && own?.refund !== undefined)
        );
      });
    }),
    { numRuns: 25, seed: 20261126 },
  );
}, 240_000);

test('whoever gives follow-filing without the process says what it says, and no more: an order that is dead stays so', async () => {
  const { id, order } = await submitted(running);
  const commands = running.app.get(CommandBus);
  await commands.execute(new GiveCommand(acting, id, { name: 'withdraw', input: {} }));
  const input = { orderId: order.id, payment: 'settled', paidAt: new Date().toISOString() } as const;
  const service = asService('application', tenant);
  const answer = await commands.execute(new GiveCommand(service, id, { name: 'follow-filing', input }));
  expect(answer.status).toBe('withdrawn');
});
