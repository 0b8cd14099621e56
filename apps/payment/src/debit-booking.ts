import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { TenantDatabase } from '#database';
import type { Asking } from './asking';
import { dueDays, type CollectedDebit, type CollectionFiles } from './collection-files';
import type { AskedCommand } from './commands';
import type { Attempt } from './domain/attempt';
import type { OpenedPayment } from './domain/payment';
import { GiveCommand } from './payment.handler';
import { findPaymentOfAttempt } from './read-models/payments';
import type { Movement } from './sepa/statement';
import { idOf } from './sepa/xml-text';

/** Why somebody of the treasury has to look at a movement. */
export const unmatchedReasons = [
  'unknown',
  'no-debit',
  'amount-missing',
  'amount-differs',
  'batch-differs',
  'booked-after-return',
  'credited-again',
  'returned-after-refund',
  'not-expected',
] as const;
export type UnmatchedReason = (typeof unmatchedReasons)[number];

/** Where a movement stands: in which file of the bank, and at which place of it. */
export interface MovementName {
  readonly tenant: string;
  readonly statementId: string;
  readonly place: number;
}

/** What a movement led to. */
export interface Outcome {
  readonly booked: number;
  readonly returned: number;
  readonly unmatched?: { readonly reason: UnmatchedReason; readonly paymentId?: string };
}

const nothing = { booked: 0, returned: 0 } as const;

/** Books what the bank says of debits. The same word twice changes nothing; what fits nothing is for the treasury. */
export class DebitBooking {
  constructor(
    private readonly database: TenantDatabase,
    private readonly commands: CommandBus,
    private readonly asking: Asking,
    private readonly files: CollectionFiles,
  ) {}

  /** @param name of the movement: the same one again is no second credit */
  async book(name: MovementName, movement: Movement): Promise<Outcome> {
    const { tenant } = name;
    const attemptId = idOf(movement.endToEndId ?? '');
    if (attemptId === undefined) return this.bookBatch(name, movement);
    const paymentId = await findPaymentOfAttempt(this.database, tenant, attemptId);
    if (paymentId === undefined) return { ...nothing, unmatched: { reason: 'unknown' } };
    return this.bookOne(name, { paymentId, attemptId }, movement);
  }

  /** The bank has booked a whole batch, or given it back, and names no debit. */
  private async bookBatch(name: MovementName, movement: Movement): Promise<Outcome> {
    const unknown: Outcome = { ...nothing, unmatched: { reason: 'unknown' } };
    const named = /^([0-9a-f]{32})(?:-(\d{1,3}))?$/.exec(movement.batch ?? movement.file ?? '');
    const id = idOf(named?.[1] ?? '');
    if (id === undefined) return unknown;
    const all = await this.files.debits(name.tenant, id);
    const day = named?.[2] === undefined ? undefined : dueDays(all)[Number(named[2]) - 1]?.dueOn;
    const debits = all.filter(({ dueOn }) => named?.[2] === undefined || dueOn === day);
    if (debits.length === 0) return unknown;
    const sum = debits.reduce((cents, { amountCents }) => cents + amountCents, 0);
    if (movement.kind !== 'rejected' && movement.amountCents !== sum)
      return { ...nothing, unmatched: { reason: 'batch-differs' } };
    const outcomes: Outcome[] = [];
    for (const debit of debits)
      outcomes.push(await this.bookOne(name, debit, { ...movement, amountCents: debit.amountCents }));
    const unmatched = outcomes.find((outcome) => outcome.unmatched !== undefined)?.unmatched;
    return {
      booked: outcomes.reduce((count, { booked }) => count + booked, 0),
      returned: outcomes.reduce((count, { returned }) => count + returned, 0),
      ...(unmatched !== undefined && { unmatched }),
    };
  }

  private async bookOne(
    name: MovementName,
    { paymentId, attemptId }: Pick<CollectedDebit, 'paymentId' | 'attemptId'>,
    movement: Movement,
  ): Promise<Outcome> {
    const { tenant } = name;
    const { payment, attempt } = await this.standing(tenant, paymentId, attemptId);
    const forTreasury = (reason: UnmatchedReason): Outcome => ({
      ...nothing,
      unmatched: { reason, paymentId },
    });
    if (attempt.mandate === undefined) return forTreasury('no-debit');
    switch (movement.kind) {
      case 'in':
        if (attempt.status === 'returned') return forTreasury('booked-after-return');
        if (!(await this.isFirstCredit(name, attemptId))) return forTreasury('credited-again');
        return this.received(tenant, paymentId, attemptId, movement);
      case 'returned':
      case 'rejected': {
        const isRefunded = payment.refunds.some(
          (refund) => refund.attemptId === attemptId && refund.way === 'transfer',
        );
        const { bookedOn: returnedOn, reasonCode = 'MS03' } = movement;
        await this.give(tenant, paymentId, {
          name: 'return-debit',
          input: { attemptId, reasonCode, returnedOn },
        });
        return isRefunded
          ? { booked: 0, returned: 1, unmatched: { reason: 'returned-after-refund', paymentId } }
          : { booked: 0, returned: 1 };
      }
      case 'out':
        return forTreasury('not-expected');
    }
  }

  private async received(
    tenant: string,
    paymentId: string,
    attemptId: string,
    { amountCents, bookedOn }: Movement,
  ): Promise<Outcome> {
    if (amountCents === undefined) return { ...nothing, unmatched: { reason: 'amount-missing', paymentId } };
    await this.give(tenant, paymentId, {
      name: 'book-debit',
      input: { attemptId, receivedCents: amountCents, bookedOn },
    });
    const { attempt } = await this.standing(tenant, paymentId, attemptId);
    if (attempt.receivedCents !== amountCents)
      return { ...nothing, unmatched: { reason: 'amount-differs', paymentId } };
    // The bank's word is what the books are compared with.
    const listed = { status: 'paid', amountCents, refundedCents: 0 } as const;
    await this.give(tenant, paymentId, { name: 'reconcile', input: { attemptId, listed } });
    return { booked: 1, returned: 0 };
  }

  /** Whether no other movement has credited the debit. One whose booking stopped finds that it was itself. */
  private async isFirstCredit(
    { tenant, statementId, place }: MovementName,
    attemptId: string,
  ): Promise<boolean> {
    const { rows } = await this.database.withTenant(tenant, async (client) => {
      await client.query(
        `INSERT INTO payment.credited_debits (tenant, attempt_id, statement_id, place)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [tenant, attemptId, statementId, place],
      );
      return client.query<{ isFirst: boolean }>(
        `SELECT statement_id = $3 AND place = $4 AS "isFirst" FROM payment.credited_debits
        WHERE tenant = $1 AND attempt_id = $2`,
        [tenant, attemptId, statementId, place],
      );
    });
    return rows[0]?.isFirst === true;
  }

  private async standing(
    tenant: string,
    paymentId: string,
    attemptId: string,
  ): Promise<{ readonly payment: OpenedPayment; readonly attempt: Attempt }> {
    const payment = await this.asking.payment(tenant, paymentId);
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt === undefined) throw new Error('a debit was found that was never begun');
    return { payment, attempt };
  }

  private give(tenant: string, paymentId: string, asked: AskedCommand): Promise<unknown> {
    return this.commands.execute(new GiveCommand(asService('payment', tenant), paymentId, asked));
  }
}
