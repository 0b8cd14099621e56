import { pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import { selectedLine, type PaymentLine } from './payments';

/** By what the city's list can be sorted: `status` puts what waits longest on top of each. */
export const paymentOrders = ['newest', 'oldest', 'highest', 'lowest', 'status'] as const;
export type PaymentOrder = (typeof paymentOrders)[number];

/** Fixed expressions, never input; each has its index. */
const sortings: Readonly<Record<PaymentOrder, { key: string; type: string; isDescending: boolean }>> = {
  newest: { key: 'fixed_at', type: 'timestamptz', isDescending: true },
  oldest: { key: 'fixed_at', type: 'timestamptz', isDescending: false },
  highest: { key: 'amount_cents', type: 'integer', isDescending: true },
  lowest: { key: 'amount_cents', type: 'integer', isDescending: false },
  status: { key: 'status', type: 'text', isDescending: false },
};

/** Days in Berlin, both included. */
export interface Days {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** By what somebody looks for payments. */
export type PaymentName =
  /** An id: of the payment, of the application, or of an attempt, which is the end-to-end id of a debit and what a provider is asked by. */
  | { readonly id: string }
  /** Part of a reference, a mandate reference, which begins with one, or a whole Kassenzeichen. */
  | { readonly text: string };

/** Which payments of a city are looked for; what is absent does not matter. */
export interface PaymentSearch {
  readonly sort: PaymentOrder;
  /** Of these offices, as far as it is their matter (`domain/visibility.ts`). */
  readonly offices?: readonly string[];
  /** Of one office, for who sees all of the city. */
  readonly ofOffice?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** Of the last attempt. */
  readonly methods?: readonly string[] | undefined;
  readonly serviceKey?: string | undefined;
  readonly named?: PaymentName | undefined;
  /** Euro cents that were owed, or that came in. */
  readonly amountCents?: number | undefined;
  /** When it was to be paid from. */
  readonly fixed: Days;
  /** As of when the money came that came last. */
  readonly paid: Days;
  /** Of the same order. */
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/** How many payments were found, and their sums in euro cents. */
export interface PaymentsTotal {
  readonly count: number;
  readonly amountCents: number;
  readonly receivedCents: number;
  readonly refundedCents: number;
}

/** A page of what was found, and what all of it comes to. */
export type FoundPayments = Page<PaymentLine> & { readonly total: PaymentsTotal };

/**
 * The payments of a city that fit. The statement names only what was asked for, so that each question has the plan that suits it: a
 * prepared one for all of them was planned for none.
 */
export async function searchPayments(
  database: TenantDatabase,
  tenant: string,
  search: PaymentSearch,
): Promise<FoundPayments> {
  const { sort, after, limit } = search;
  const { key, type, isDescending } = sortings[sort];
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const fitting = conditionsOf(tenant, search, given).join(' AND ');
  return database.withTenant(tenant, async (client) => {
    const { rows: totals } = await client.query<PaymentsTotal>(
      `SELECT count(*)::int AS count, coalesce(sum(amount_cents), 0)::float8 AS "amountCents",
        coalesce(sum(received_cents), 0)::float8 AS "receivedCents", coalesce(sum(refunded_cents), 0)::float8 AS "refundedCents"
      FROM payment.payments WHERE ${fitting}`,
      values,
    );
    const [total] = totals;
    if (total === undefined) throw new Error('a sum is one row');
    const further =
      after === undefined
        ? ''
        : `AND (${key}, stream_id) ${isDescending ? '<' : '>'} (${given(after.at)}::${type}, ${given(after.id)}::uuid)`;
    const direction = isDescending ? 'DESC' : 'ASC';
    const { rows } = await client.query<PaymentLine>(
      `SELECT ${selectedLine} FROM payment.payments WHERE ${fitting} ${further}
      ORDER BY ${key} ${direction}, stream_id ${direction} LIMIT ${given(limit + 1)}`,
      values,
    );
    return { ...pageOf(rows, limit, (line) => ({ at: sortedBy(sort, line), id: line.id })), total };
  });
}

function sortedBy(sort: PaymentOrder, { fixedAt, amountCents, status }: PaymentLine): string {
  switch (sort) {
    case 'newest':
    case 'oldest':
      return fixedAt;
    case 'highest':
    case 'lowest':
      return String(amountCents);
    case 'status':
      return status;
  }
}

/** @param given takes a value of a request, and returns what stands for it in the statement */
function conditionsOf(
  tenant: string,
  search: PaymentSearch,
  given: (value: unknown) => string,
): readonly string[] {
  const { offices, ofOffice, applicationId, statuses, methods, serviceKey, named, amountCents } = search;
  const conditions = [`tenant = ${given(tenant)}`];
  const where = (value: unknown, condition: (name: string) => string): void => {
    if (value !== undefined) conditions.push(condition(given(value)));
  };
  where(offices, (these) => `office = ANY (${these}) AND offices_matter`);
  where(ofOffice, (one) => `office = ${one}`);
  where(applicationId, (id) => `application_id = ${id}::uuid`);
  where(statuses, (these) => `status = ANY (${these})`);
  where(methods, (these) => `method = ANY (${these})`);
  where(serviceKey, (service) => `service_key = ${service}`);
  where(amountCents, (cents) => `(amount_cents = ${cents}::int OR received_cents = ${cents}::int)`);
  for (const [column, { from, until }] of [
    ['fixed_at', search.fixed],
    ['paid_at', search.paid],
  ] as const) {
    where(from, (day) => `${column} >= ${day}::date::timestamp AT TIME ZONE 'Europe/Berlin'`);
    where(until, (day) => `${column} < (${day}::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'`);
  }
  if (named !== undefined) conditions.push(isNamed(named, given));
  return conditions;
}

function isNamed(named: PaymentName, given: (value: unknown) => string): string {
  if ('id' in named) {
    const id = `${given(named.id)}::uuid`;
    return `(attempt_ids @> ARRAY[${id}] OR stream_id = ${id} OR application_id = ${id})`;
  }
  const compact = named.text.replaceAll(/\s/g, '');
  const reference = `${given(compact.toUpperCase())}::text`;
  const written = `${given([named.text, compact])}::text[]`;
  return `(position(${reference} IN reference) > 0 OR starts_with(${reference}, reference) OR transaction_references && ${written})`;
}
