import { randomUUID } from 'node:crypto';
import { contractEvent, type ContractData, type ContractEvent, type PaymentState } from '#contracts';
import { DueWorker, PostgresEventStore, runCommand } from '#event-sourcing';
import { eventually } from '#testing';
import { filingAggregate, filingDue } from '../src/filing.aggregate';
import type { FilingCommand } from '../src/processes/filing';
import { people, type Answer, type RunningApplication } from './running-application';

/** A form of Duisburg's `personenstandsurkunde` that can be submitted: 10 € before it is filed. */
export const certificate = {
  certificate: 'birth',
  copies: 1,
  person: { givenNames: 'Erika', familyName: 'Müstermann', birthName: 'Gabler', eventOn: '1964-08-12' },
  relationship: 'self',
} as const;

/** Somebody has submitted what has to be paid first, and was told its order. */
export async function submitted(
  running: RunningApplication,
  form: object = certificate,
): Promise<{ readonly id: string; readonly order: NonNullable<SubmittedOrder>; readonly answer: Answer }> {
  const id = await running.draft(people.citizen, 'personenstandsurkunde', form);
  const answer = await running.submit(people.citizen, id);
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ status: 'submitted' })]);
  return { id, answer, order: answer.body['order'] as unknown as NonNullable<SubmittedOrder> };
}

/** What `submit` answers of what is owed. */
type SubmittedOrder = {
  readonly id: string;
  readonly amountCents: number;
  readonly payBy: string;
  readonly token: string;
};

/** The payment of one order, as the events of the payment service tell of it. */
export class TellingPayment {
  private version = 0;

  constructor(
    private readonly running: RunningApplication,
    private readonly applicationId: string,
    readonly order: { readonly id: string; readonly amountCents: number },
  ) {}

  /** The next event; in the name of the payment service, which signs it. */
  async tell(
    type: string,
    payment: PaymentState,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.running.publish(this.next(type, payment, more));
  }

  next(type: string, payment: PaymentState, more: Readonly<Record<string, unknown>> = {}): ContractEvent {
    this.version += 1;
    const { id: orderId, amountCents } = this.order;
    const data = {
      ...{ orderId, applicationId: this.applicationId, amountCents, payment },
      ...{ applicantId: people.citizen.sub, office: 'standesamt', serviceKey: 'personenstandsurkunde' },
      ...more,
    };
    const stored = {
      ...{ tenant: 'duisburg', streamId: orderId, streamType: 'payment', version: this.version, type },
      metadata: {
        actor: { personId: 'service:payment', role: 'service' },
        ...{ correlationId: randomUUID(), causationId: randomUUID() },
      },
      recordedAt: new Date().toISOString().replace('Z', '000Z'),
      hash: String(this.version).padStart(64, '0'),
      previousHash: this.version === 1 ? '' : String(this.version - 1).padStart(64, '0'),
    } as const;
    return contractEvent(stored, 'payment', data as ContractData);
  }

  private readonly attempt = { attemptId: randomUUID(), method: 'credit-card' };

  settle(paidAt: string, receivedCents: number = this.order.amountCents): Promise<void> {
    return this.tell('PaymentSettled', 'settled', { ...this.attempt, receivedCents, paidAt });
  }

  fail(): Promise<void> {
    return this.tell('PaymentFailed', 'failed', this.attempt);
  }

  reconcile(): Promise<void> {
    return this.tell('PaymentReconciled', 'reconciled', this.attempt);
  }
}

/** The types of a stream's events. */
export async function typesOf(running: RunningApplication, streamId: string): Promise<readonly string[]> {
  const rows = await running.database.query<{ type: string }>(
    'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version',
    [streamId],
  );
  return rows.map(({ type }) => type);
}

/** Waits until a stream has an event of a type. */
export async function happened(running: RunningApplication, streamId: string, type: string): Promise<void> {
  await eventually(`${type} of ${streamId}`, async () => (await typesOf(running, streamId)).includes(type));
}

/** Tells the filing process of an order something at another time than now: what lies days ahead is not waited for. */
export async function tellFiling(
  running: RunningApplication,
  orderId: string,
  command: FilingCommand,
): Promise<void> {
  const store = running.app.get(PostgresEventStore, { strict: false });
  const commandId = randomUUID();
  const actor = { personId: 'service:application', role: 'service' } as const;
  const metadata = { actor, commandId, correlationId: commandId, causationId: commandId };
  await runCommand(store, filingAggregate, { tenant: 'duisburg', streamId: orderId }, command, { metadata });
  await hearNow(running, orderId);
}

/** The application hears the news of a filing at once, also where they were told of another time than now. */
export async function hearNow(running: RunningApplication, orderId: string): Promise<void> {
  await running.database.query(
    `UPDATE event_store.due SET look_at = now() WHERE stream_id = $1 AND kind = $2`,
    [orderId, filingDue.news],
    'duisburg',
  );
  running.app.get(DueWorker).wake();
}
