import pg, { type PoolClient } from 'pg';
import type { TenantDatabase } from '#database';
import type { RowAlongside } from '#event-sourcing';
import { Together } from '#waiting';

/** The effects that a service has had of an event are one transaction each with a row here. */
export interface EventName {
  readonly tenant: string;
  /** `<stream>/<version>`. */
  readonly id: string;
}

/** Notes that a handler has had its effect. @returns false when it had been noted before: roll the effect back. */
export async function noteHandled(client: PoolClient, event: EventName, handler: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'note_handled',
    text: `INSERT INTO messaging.inbox (tenant, event_id, handler) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    values: [event.tenant, event.id, handler],
  });
  return rowCount === 1;
}

/** The note, for an append that has the effect: see `ConsumerContext.onceWith`. */
export function noteAlongside({ id }: EventName, handler: string): RowAlongside {
  return { table: 'messaging.inbox', row: { event_id: id, handler } };
}

/**
 * SQL: the note, as the first part of a statement that has the effect, e.g. `WITH noted AS (${noteHandledSql}) UPDATE …`. Its
 * values are $1 the tenant, $2 the event's id, $3 the handler. A second note fails the whole statement.
 */
export const noteHandledSql = 'INSERT INTO messaging.inbox (tenant, event_id, handler) VALUES ($1, $2, $3)';

/** Whether a statement failed because the event had been noted before. */
export function isNotedBefore(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    error.schema === 'messaging' &&
    error.table === 'inbox'
  );
}

/** What is known about an event before it is handled. */
export interface Standing {
  /** The handlers that have had their effect of it. */
  readonly handledBy: readonly string[];
  /** An earlier message with its key is parked, so it has to wait its turn. */
  readonly keyParked: boolean;
}

/** An event, and the key that it has to keep its place in. */
export interface Received {
  readonly record: { readonly topic: string; readonly key: string | null };
  readonly event: EventName;
}

/**
 * How events stand, in their order. One round trip per tenant for all partitions that come together: a broker's answer holds
 * a few events of each.
 */
export class Standings {
  private readonly together = new Together((received: readonly Received[]) => this.readAll(received));

  constructor(private readonly database: TenantDatabase) {}

  of(received: readonly Received[]): Promise<readonly Standing[]> {
    return this.together.of(received);
  }

  private async readAll(received: readonly Received[]): Promise<readonly Standing[]> {
    const standings = new Map<Received, Standing>();
    for (const tenant of new Set(received.map(({ event }) => event.tenant))) {
      const asked = received.filter(({ event }) => event.tenant === tenant);
      const { rows } = await this.database.withTenant(tenant, (client) =>
        client.query<Standing>({
          name: 'read_standings',
          // Behind SELECT: a plan for the number of events would be made anew for every batch.
          text: `SELECT
            ARRAY(SELECT handler FROM messaging.inbox WHERE tenant = $1 AND event_id = asked.id) AS "handledBy",
            EXISTS (SELECT FROM messaging.parked
              WHERE state = 'parked' AND parked.topic = asked.topic AND parked.key = asked.key) AS "keyParked"
          FROM unnest((SELECT $2::text[]), $3::text[], $4::text[]) WITH ORDINALITY AS asked (id, topic, key, nth) ORDER BY nth`,
          values: [
            tenant,
            asked.map(({ event }) => event.id),
            asked.map(({ record }) => record.topic),
            asked.map(({ record }) => record.key),
          ],
        }),
      );
      asked.forEach((one, nth) => standings.set(one, rows[nth] ?? unmet));
    }
    return received.map((one) => standings.get(one) ?? unmet);
  }
}

/** Of an event that this service has never met. */
export const unmet: Standing = { handledBy: [], keyParked: false };
