import type { PoolClient } from 'pg';
import type { TenantDatabase } from '#database';

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

/** What is known about an event before it is handled, in one round trip. */
export interface Standing {
  /** The handlers that have had their effect of it. */
  readonly handledBy: readonly string[];
  /** An earlier message with its key is parked, so it has to wait its turn. */
  readonly keyParked: boolean;
}

export function readStanding(
  database: TenantDatabase,
  event: EventName,
  record: { readonly topic: string; readonly key: string | null },
): Promise<Standing> {
  return database.withTenant(event.tenant, async (client) => {
    const { rows } = await client.query<Standing>({
      name: 'read_standing',
      text: `SELECT
          ARRAY(SELECT handler FROM messaging.inbox WHERE tenant = $1 AND event_id = $2) AS "handledBy",
          EXISTS (SELECT FROM messaging.parked WHERE state = 'parked' AND topic = $3 AND key = $4) AS "keyParked"`,
      values: [event.tenant, event.id, record.topic, record.key],
    });
    return rows[0] ?? { handledBy: [], keyParked: false };
  });
}
