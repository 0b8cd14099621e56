import { v7 as uuidv7 } from 'uuid';
import type { AskedCommand } from '../../../apps/payment/src/commands';
import { treasurers, tenant, type World } from './world';

const dayMs = 24 * 3_600_000;

/**
 * One day of the treasury and its bank: refunds are approved and transferred, differences resolved, debits collected and booked, or
 * given back, and what is over is compared with the providers' books.
 * @returns whether there was anything to do
 */
export async function treasuryDay(world: World, isReturned: () => boolean): Promise<boolean> {
  let worked = false;
  for (const [paymentId, payment] of await world.paymentsNow()) {
    const give = async (asked: AskedCommand, nth?: number) => {
      worked = true;
      world.payment.begin(() =>
        world.givePayment(paymentId, asked, nth === undefined ? undefined : treasurers[nth]),
      );
      await world.settle();
    };
    for (const { refundId, status, amountCents } of payment.refunds) {
      if (status === 'requested') await give({ name: 'approve-refund', input: { refundId } }, 1);
      if (status !== 'failed') continue;
      world.bank.transfer(refundId, amountCents);
      await give({ name: 'note-refund', input: { refundId, outcome: { kind: 'issued', way: 'transfer' } } });
    }
    for (const { differenceId, attemptId } of payment.differences) {
      const { status, paidCents } = world.provider.find(attemptId) ?? {};
      const resolution = status === 'paid' ? 'booked' : 'dismissed';
      const note = 'Kontoauszug';
      const input = {
        differenceId,
        resolution,
        note,
        ...(paidCents && { receivedCents: paidCents }),
      } as const;
      await give({ name: 'correct', input }, 0);
    }
    for (const { attemptId, status, mandate, collectionId, amountCents, ...attempt } of payment.attempts) {
      const transaction = world.provider.find(attemptId);
      const isOver = attempt.provider !== undefined && !['chosen', 'under-way'].includes(status);
      if (isOver && transaction !== undefined && isSaidOtherwise(status, transaction.status)) {
        worked = true;
        world.payment.begin(() =>
          world.payment.parts.looking.look({ tenant, paymentId, attemptId }).catch(() => undefined),
        );
        await world.settle();
      }
      if (mandate === undefined || status !== 'authorised') continue;
      const { dueOn } = mandate;
      if (Date.parse(dueOn) > world.clock.now()) continue;
      const today = new Date(world.clock.now()).toISOString().slice(0, 10);
      if (collectionId === undefined)
        await give({ name: 'collect', input: { attemptId, collectionId: uuidv7(), dueOn } });
      else if (isReturned())
        await give({ name: 'return-debit', input: { attemptId, reasonCode: 'AM04', returnedOn: today } });
      else {
        world.bank.debit(attemptId, amountCents);
        await give({
          name: 'book-debit',
          input: { attemptId, receivedCents: amountCents, bookedOn: today },
        });
      }
    }
  }
  return worked;
}

/** Whether a provider says of an attempt that is over something that is not in the books. */
function isSaidOtherwise(booked: string, said: string): boolean {
  if (said === 'paid') return booked !== 'settled';
  return said === 'charged-back' && booked === 'settled';
}

/** When the treasury has something to do by itself next: a debit that falls due. ms since 1970 */
export async function nextDebit(world: World): Promise<number | undefined> {
  const payments = await world.paymentsNow();
  return payments
    .flatMap(([, { attempts }]) => attempts)
    .filter(({ status }) => status === 'authorised')
    .map(({ mandate }) => Date.parse(mandate?.dueOn ?? '') + dayMs)
    .sort((one, other) => one - other)[0];
}
