import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { topics } from '#contracts';
import { asAdmin, openTenantDatabase } from '#database';
import { DataKeys, KeyEncryptionKey } from '#encryption';
import { PostgresEventStore, type Append, type EventMetadata } from '#event-sourcing';
import { report } from '../benchmark';
import { readBenchConfig } from '../config';
import {
  amountOf,
  applicationIdOf,
  attemptIdOf,
  cities,
  paymentIdOf,
  referenceOf,
  transactionIdOf,
  type NumberedCity,
} from './numbered';

/** Payments that are written together. */
const together = 500;
const by = '00000000-0000-7000-8000-00000000be7c';
const metadata: EventMetadata = {
  actor: { personId: 'service:payment', role: 'service' },
  ...{ commandId: by, correlationId: by, causationId: by },
};
/** What nobody opens here, as long as what stands there otherwise. */
const sealed = (length: number): string => `sealed:${'x'.repeat(length)}`;

/** Books to be filled: a city, how many payments it has, and which of them were paid. */
export interface Books {
  readonly city: NumberedCity;
  readonly count: number;
  readonly isPaid: (nth: number) => boolean;
}

/**
 * Fills the database of the payment service with paid and unpaid payments, as its own events, and with the rows that it makes of them:
 * the first two of each city are folded by its own rebuild, the others are theirs with other names.
 */
export async function fill(
  { owner, service }: { readonly owner: string; readonly service: string },
  keyFile: string,
  all: readonly Books[],
): Promise<void> {
  const database = openTenantDatabase(service, { name: 'bench' });
  try {
    const keys = new DataKeys(database, KeyEncryptionKey.fromFile(keyFile));
    const store = new PostgresEventStore(database);
    // One time for all: it stands in the rows that are copied.
    const recordedAt = await store.now(cities.listed.tenant);
    const append = (books: Books, from: number, until: number) =>
      appendTogether(store, books, recordedAt, { from, until });
    for (const books of all) await append(books, 0, 2);
    rebuild(owner);
    for (const books of all) {
      const { city, count } = books;
      report(`${count} payments of ${city.tenant} are written`);
      for (let from = 0; from < count; from += together) {
        const until = Math.min(count, from + together);
        await Promise.all([
          append(books, Math.max(from, 2), until),
          ...Array.from({ length: until - from }, (_, index) =>
            keys.sealerFor(city.tenant, paymentIdOf(city, from + index)),
          ),
        ]);
      }
    }
    await asAdmin(owner, async (client) => {
      for (const { city, count, isPaid } of all) {
        await client.query(`SELECT set_config('app.tenant', $1, false)`, [city.tenant]);
        const paid = Array.from({ length: count }, (_, nth) => nth).filter((nth) => nth > 1 && isPaid(nth));
        const unpaid = Array.from({ length: count }, (_, nth) => nth).filter(
          (nth) => nth > 1 && !isPaid(nth),
        );
        await copyRow(client, city, isPaid(0) ? 0 : 1, paid);
        await copyRow(client, city, isPaid(0) ? 1 : 0, unpaid);
      }
      // What was there before is not told: only what the run itself leads to.
      await client.query(`SELECT set_config('app.tenant', '*', false)`);
      await client.query(
        `INSERT INTO messaging.checkpoints (topic, transaction_id, position)
        SELECT $1, transaction_id, position FROM event_store.events ORDER BY transaction_id DESC, position DESC LIMIT 1`,
        [topics.payment],
      );
      await client.query('ANALYZE');
    });
  } finally {
    await database.close();
  }
}

async function appendTogether(
  store: PostgresEventStore,
  { city, isPaid }: Books,
  recordedAt: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<void> {
  const { tenant } = city;
  const appends = Array.from({ length: until - from }, (_, index): Append => {
    const nth = from + index;
    return {
      ...{ tenant, streamId: paymentIdOf(city, nth), streamType: 'payment', expectedVersion: 0 },
      ...{ metadata, recordedAt, events: isPaid(nth) ? paid(city, nth) : [requested(city, nth)] },
    };
  });
  if (!(await store.appendTogether(tenant, appends))) throw new Error('the books were not empty');
}

function requested(city: NumberedCity, nth: number): Append['events'][number] {
  const [amountCents, fixedAt] = [amountOf(nth), timeOf(nth, 0)];
  const bookings = [{ accountingKey: '12210.431100', totalCents: amountCents, taxPercent: 0, taxCents: 0 }];
  return {
    type: 'PaymentRequested',
    data: {
      ...{ applicationId: applicationIdOf(city, nth), applicantId: by, reference: referenceOf(nth) },
      ...{ serviceKey: 'personenstandsurkunde', office: 'standesamt', configurationVersion: 'c'.repeat(64) },
      ...{ policy: 'before-filing', renderedAtOnce: false, amountCents, currency: 'EUR' },
      ...{ bookings, fixedAt, items: sealed(300) },
    },
  };
}

/** Redirected, answered and settled, with its receipt. */
function paid(city: NumberedCity, nth: number): Append['events'] {
  const [attemptId, transactionId] = [attemptIdOf(city, nth), transactionIdOf(nth)];
  const amountCents = amountOf(nth);
  const { provider } = city;
  return [
    requested(city, nth),
    {
      type: 'MethodChosen',
      data: {
        ...{ attemptId, provider, method: 'credit-card', amountCents, language: 'de' },
        ...{ chosenAt: timeOf(nth, 30) },
      },
    },
    { type: 'PaymentRedirected', data: { attemptId, transactionId, redirectUrl: sealed(120) } },
    {
      type: 'ProviderAnswered',
      data: { attemptId, transactionId, status: 'paid', digest: 'd'.repeat(64), raw: sealed(600) },
    },
    {
      type: 'PaymentSettled',
      data: {
        ...{ attemptId, receivedCents: amountCents, paidAt: timeOf(nth, 60) },
        ...{ transactionReference: transactionId },
      },
    },
    // As a payment has it long before the night: a receipt that is missing would be made meanwhile.
    {
      type: 'ReceiptIssued',
      data: {
        ...{ attemptId, documentId: attemptId, hash: 'd'.repeat(64), size: 20_000 },
        ...{ mediaType: 'application/pdf', name: sealed(90) },
      },
    },
  ];
}

/** Within the last day, each at a time of its own. */
const began = Date.now() - 23 * 3_600_000;
function timeOf(nth: number, seconds: number): string {
  const at = began + (nth % 60_000) * 1_000 + Math.floor(nth / 60_000) + seconds * 1_000;
  return new Date(at).toISOString().replace('Z', '000Z');
}

function rebuild(owner: string): void {
  const { root, environment } = readBenchConfig();
  const program = join(root, 'dist/apps/payment/src/rebuild.js');
  const { status } = spawnSync(process.execPath, [program, 'payment.payments'], {
    env: { ...environment, DATABASE_OWNER_URL: owner },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the rebuild failed');
}

/** The rows of these payments: that of one of their kind, with what is their own. */
async function copyRow(
  client: Parameters<Parameters<typeof asAdmin>[1]>[0],
  city: NumberedCity,
  template: number,
  numbers: readonly number[],
): Promise<void> {
  const own = (nth: number): object => ({
    ...{ stream_id: paymentIdOf(city, nth), application_id: applicationIdOf(city, nth) },
    ...{ reference: referenceOf(nth), amount_cents: amountOf(nth), fixed_at: timeOf(nth, 0) },
    ...(isCopyOfPaid && {
      ...{ received_cents: amountOf(nth), paid_at: timeOf(nth, 60) },
      ...{ attempt_ids: [attemptIdOf(city, nth)], transaction_references: [transactionIdOf(nth)] },
    }),
  });
  const { rows } = await client.query<{ status: string }>(
    'SELECT status FROM payment.payments WHERE tenant = $1 AND stream_id = $2',
    [city.tenant, paymentIdOf(city, template)],
  );
  const isCopyOfPaid = rows[0]?.status === 'settled';
  for (let start = 0; start < numbers.length; start += 5_000)
    await client.query(
      `INSERT INTO payment.payments
      SELECT copied.* FROM json_array_elements($3::json) AS own,
        LATERAL (SELECT (jsonb_populate_record(template, own::jsonb)).* FROM payment.payments AS template
          WHERE template.tenant = $1 AND template.stream_id = $2) AS copied`,
      [
        city.tenant,
        paymentIdOf(city, template),
        JSON.stringify(numbers.slice(start, start + 5_000).map(own)),
      ],
    );
}
