import type { OrderItem } from '#contracts';
import type { TenantDatabase } from '#database';
import { KeyDestroyed, type DataKeys, type Sealed } from '#encryption';
import type { PostgresEventStore, RecordedEvent } from '#event-sourcing';
import { sealedAs } from '../commands/facts';
import { dayInBerlin } from '../debit-day';
import type { PaymentEvent } from '../domain/payment';
import { movementsOf, sharesOf, type Movement, type Share } from './movements';

/** A line of the books: what of a movement belongs to one accounting key. */
export type Booking = Omit<Movement, 'amountCents'> & Share;

/** Payments that are read together. */
const together = 200;

/** What came in and went out: of the events alone. */
export class Ledger {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** The bookings of these days in Berlin, both included, oldest first. @param from calendar date */
  async movements(tenant: string, from: string, until: string): Promise<readonly Booking[]> {
    const bookings: Booking[] = [];
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const ids = await this.withMoney(tenant, from, after);
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
      for (const { streamId, events } of await this.store.histories<PaymentEvent>(tenant, ids)) {
        const within = movementsOf(events).filter(({ bookedAt }) => {
          const day = dayInBerlin(bookedAt);
          return day >= from && day <= until;
        });
        if (within.length === 0) continue;
        const items = await this.itemsOf(tenant, streamId, events);
        for (const { amountCents, ...movement } of within)
          bookings.push(...sharesOf(amountCents, items).map((share) => ({ ...movement, ...share })));
      }
    }
    return bookings.sort((left, right) =>
      left.bookedAt === right.bookedAt ? 0 : left.bookedAt < right.bookedAt ? -1 : 1,
    );
  }

  /** Payments that had an attempt and were changed since then, in order of their id. */
  private async withMoney(tenant: string, from: string, after: string): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>({
        name: 'payments_changed_since',
        text: `SELECT stream_id AS id FROM payment.payments
          WHERE tenant = $1 AND stream_id > $3::uuid AND attempt_ids <> '{}'
            AND updated_at >= ($2::date::timestamp AT TIME ZONE 'Europe/Berlin')
          ORDER BY stream_id LIMIT ${together}`,
        values: [tenant, from, after],
      }),
    );
    return rows.map(({ id }) => id);
  }

  /** None where they were erased for good: what they were booked as is in the exports of their time. */
  private async itemsOf(
    tenant: string,
    id: string,
    events: readonly RecordedEvent<PaymentEvent>[],
  ): Promise<readonly OrderItem[]> {
    const requested = events.find(({ type }) => type === 'PaymentRequested');
    if (requested?.type !== 'PaymentRequested') return [];
    try {
      const sealer = await this.keys.sealerFor(tenant, id);
      const { items } = requested.data as { readonly items: string };
      return sealer.open<readonly OrderItem[]>(items as Sealed, sealedAs.items);
    } catch (error) {
      if (error instanceof KeyDestroyed) return [];
      throw error;
    }
  }
}
