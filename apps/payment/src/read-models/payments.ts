import type { InlineReadModel } from '#event-sourcing';
import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import { isCollectable, type Attempt } from '../domain/attempt';
import { isForTransfer, type Refund } from '../domain/refund';
import type { OpenedPayment, Payment } from '../domain/payment';
import { isOfficesMatter } from '../domain/visibility';

/** Who says whether the books agree about a debit, in `unreconciled`: no provider, but the bank. */
const bank = 'bank';

/** Every payment, one row each: the citizen's list, the office's and the treasury's. Written only by the append. */
export const payments: InlineReadModel<Payment> = {
  table: 'payment.payments',
  columns: {
    application_id: 'uuid',
    applicant_id: 'uuid',
    reference: 'text',
    service_key: 'text',
    office: 'text',
    offices_matter: 'boolean',
    policy: 'text',
    status: 'text',
    amount_cents: 'integer',
    received_cents: 'integer',
    refunded_cents: 'integer',
    method: 'text',
    attempt_ids: 'uuid[]',
    transaction_references: 'text[]',
    debits: 'jsonb',
    debit_due_on: 'date',
    transfers: 'jsonb',
    transfers_due: 'integer',
    unreconciled: 'text[]',
    differences: 'integer',
    refunds_to_approve: 'integer',
    fixed_at: 'timestamptz',
    paid_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  row(payment, head) {
    if (payment.status === 'none') return undefined;
    const received = payment.attempts.filter(hasMoney);
    return {
      application_id: payment.applicationId,
      applicant_id: payment.applicantId,
      reference: payment.reference,
      service_key: payment.serviceKey,
      office: payment.office,
      offices_matter: isOfficesMatter(payment),
      policy: payment.policy,
      status: payment.status,
      amount_cents: payment.amountCents,
      received_cents: sum(received.map(({ receivedCents = 0 }) => receivedCents)),
      refunded_cents: sum(
        payment.refunds.filter(({ status }) => status === 'issued').map(({ amountCents }) => amountCents),
      ),
      method: payment.attempts.at(-1)?.method ?? null,
      attempt_ids: payment.attempts.map(({ attemptId }) => attemptId),
      transaction_references: [
        ...new Set(payment.attempts.flatMap(({ transactionReference = [] }) => transactionReference)),
      ].sort(),
      debits: payment.attempts.flatMap(debitOf),
      debit_due_on: payment.attempts.find(isCollectable)?.mandate?.dueOn ?? null,
      transfers: payment.refunds.flatMap(transferOf),
      transfers_due: payment.refunds.filter(isForTransfer).length,
      unreconciled: [
        ...new Set(received.filter(({ reconciled }) => !reconciled).map(({ provider = bank }) => provider)),
      ].sort(),
      differences: payment.differences.length,
      refunds_to_approve: payment.refunds.filter(({ status }) => status === 'requested').length,
      fixed_at: payment.fixedAt,
      paid_at: received.at(-1)?.paidAt ?? null,
      updated_at: head.recordedAt,
    };
  },
};

const hasMoney = ({ status }: Attempt): boolean => status === 'settled';

/** A direct debit of a payment, as collections and statements are looked up by. */
function debitOf({ attemptId, mandate, collectionId, collectedFor, amountCents, status }: Attempt) {
  return mandate === undefined
    ? []
    : [
        {
          attemptId,
          amountCents,
          status,
          dueOn: collectedFor ?? mandate.dueOn,
          ...(collectionId !== undefined && { collectionId }),
        },
      ];
}

/** A refund that went with a file of the treasury, as that is looked up by. */
function transferOf({ refundId, transferId, amountCents }: Refund) {
  return transferId === undefined ? [] : [{ refundId, transferId, amountCents }];
}

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);

/** One line of a list of payments. Amounts are euro cents. */
export interface PaymentLine {
  readonly id: string;
  readonly version: number;
  readonly applicationId: string;
  readonly reference: string;
  readonly serviceKey: string;
  readonly office: string;
  readonly policy: OpenedPayment['policy'];
  readonly status: OpenedPayment['status'];
  readonly amountCents: number;
  readonly receivedCents: number;
  readonly refundedCents: number;
  /** Of the last attempt. */
  readonly method: Attempt['method'] | null;
  /** What the treasury finds its money by (Kassenzeichen), of each attempt that has one. */
  readonly transactionReferences: readonly string[];
  /** Differences that nobody has resolved yet. */
  readonly differences: number;
  /** Refunds that wait for a second person. */
  readonly refundsToApprove: number;
  readonly fixedAt: string;
  /** As of when the money came that came last. */
  readonly paidAt: string | null;
}

/** A {@link PaymentLine} out of its row. */
export const selectedLine = `stream_id AS id, version, application_id AS "applicationId", reference, service_key AS "serviceKey",
  office, policy, status, amount_cents AS "amountCents", received_cents AS "receivedCents", refunded_cents AS "refundedCents",
  method, transaction_references AS "transactionReferences", differences, refunds_to_approve AS "refundsToApprove",
  ${isoTime('fixed_at')} AS "fixedAt", ${isoTime('paid_at')} AS "paidAt"`;

/** Which payments: a citizen's own, or those of an application; a part of a page at a time. */
export interface PaymentFilter {
  readonly citizen?: string;
  readonly applicationId?: string | undefined;
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/** The payments that fit, newest first. What the city looks for is found elsewhere (`payment-search.ts`). */
export async function findPayments(
  database: TenantDatabase,
  tenant: string,
  { citizen, applicationId, after, limit }: PaymentFilter,
): Promise<Page<PaymentLine>> {
  // One statement by who asks, so that each has its index.
  const { name, condition } =
    citizen === undefined
      ? { name: 'application', condition: '$2::uuid IS NULL' }
      : { name: 'citizen', condition: 'applicant_id = $2' };
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<PaymentLine>({
      name: `payments_of_${name}`,
      text: `SELECT ${selectedLine} FROM payment.payments
        WHERE tenant = $1 AND ${condition}
          AND ($3::uuid IS NULL OR application_id = $3)
          AND ($4::timestamptz IS NULL OR (fixed_at, stream_id) < ($4, $5::uuid))
        ORDER BY fixed_at DESC, stream_id DESC LIMIT $6`,
      values: [
        ...[tenant, citizen ?? null, applicationId ?? null],
        ...[after?.at ?? null, after?.id ?? null, limit + 1],
      ],
    }),
  );
  return pageOf(rows, limit, ({ fixedAt, id }) => ({ at: fixedAt, id }));
}

/** The payment that an attempt belongs to, or undefined: what a provider calls about is found by it. */
export async function findPaymentOfAttempt(
  database: TenantDatabase,
  tenant: string,
  attemptId: string,
): Promise<string | undefined> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ id: string }>({
      name: 'payment_of_attempt',
      text: `SELECT stream_id AS id FROM payment.found_by JOIN payment.payments USING (tenant, stream_id)
        WHERE found_by.tenant = $1 AND found_by.id = $2 AND $2 = ANY (attempt_ids)`,
      values: [tenant, attemptId],
    }),
  );
  return rows[0]?.id;
}
