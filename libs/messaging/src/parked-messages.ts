import type { PoolClient } from 'pg';
import { maximumContractEventBytes } from '#contracts';
import type { TenantDatabase } from '#database';
import type { ReceivedMessage } from './broker';
import { parked as parkedMetric } from './metrics';
import type { RefusalCode } from './signatures';

/** Why a message was put aside. */
export type ParkReason =
  | 'handler-failed'
  /** A message before it with the same key is parked. */
  | 'behind-parked'
  | 'malformed'
  | 'oversized'
  | 'schema-version'
  | 'invalid'
  | RefusalCode;

/** What is known of the event inside; nothing where the message cannot be read. */
export interface ParkedEvent {
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
}

export interface ParkedMessage {
  readonly id: string;
  readonly record: ReceivedMessage;
  /** The key whose later messages wait behind this one; null where none does. */
  readonly holds: string | null;
  readonly event: ParkedEvent | undefined;
}

/**
 * Messages that could not be handled, and the later ones of the same key that wait behind them; and, apart from those, what
 * cannot be read or believed, behind which nothing waits: a column `key` that is empty says so. Nothing is ever deleted here.
 */
export class ParkedMessages {
  constructor(private readonly database: TenantDatabase) {}

  /** Puts a message aside; parking it again changes nothing. Later ones of its key wait behind it where an event is known. */
  async park(
    record: ReceivedMessage,
    why: { readonly reason: ParkReason; readonly error: string; readonly attempts: number },
    event?: ParkedEvent,
  ): Promise<void> {
    const inserted = await this.database.acrossTenants((client) => insert(client, record, why, event));
    if (inserted) parkedMetric.inc({ reason: why.reason });
  }

  /**
   * Puts a message aside if an earlier one of its key still is.
   * @returns false when none is any more (it was replayed or discarded meanwhile): handle the message.
   */
  async parkBehind(record: ReceivedMessage, event: ParkedEvent): Promise<boolean> {
    const why = {
      reason: 'behind-parked',
      error: 'an earlier message of this key is parked',
      attempts: 0,
    } as const;
    return this.closing(record.topic, record.key, async (client) => {
      const { rowCount } = await client.query(
        `SELECT FROM messaging.parked WHERE state = 'parked' AND topic = $1 AND key = $2 LIMIT 1`,
        [record.topic, record.key],
      );
      if (rowCount === 0) return false;
      if (await insert(client, record, why, event)) parkedMetric.inc({ reason: why.reason });
      return true;
    });
  }

  /** The first message of a key that is still parked, or the message itself where it has no key. */
  async next({ id, record: { topic }, holds }: ParkedMessage): Promise<ParkedMessage | undefined> {
    return this.database.acrossTenants(async (client) => {
      const { rows } = await client.query<ParkedRow>(
        `SELECT ${columns} FROM messaging.parked
         WHERE state = 'parked' AND CASE WHEN $2::text IS NULL THEN id = $3 ELSE topic = $1 AND key = $2 END
         ORDER BY sequence LIMIT 1`,
        [topic, holds, id],
      );
      return rows[0] && toMessage(rows[0]);
    });
  }

  async find(id: string): Promise<(ParkedMessage & { readonly open: boolean }) | undefined> {
    return this.database.acrossTenants(async (client) => {
      const { rows } = await client.query<ParkedRow & { open: boolean }>(
        `SELECT ${columns}, state = 'parked' AS open FROM messaging.parked WHERE id = $1`,
        [id],
      );
      return rows[0] && { ...toMessage(rows[0]), open: rows[0].open };
    });
  }

  /** Notes that a replay has handled the message. */
  async replayed({ id, record, holds }: ParkedMessage, by: string): Promise<void> {
    await this.closing(record.topic, holds, (client) =>
      client.query(
        `UPDATE messaging.parked SET state = 'replayed', closed_at = now(), closed_by = $2 WHERE id = $1 AND state = 'parked'`,
        [id, by],
      ),
    );
  }

  /** Notes that a replay has failed. */
  async failedAgain({ id }: ParkedMessage, error: string): Promise<void> {
    await this.database.acrossTenants((client) =>
      client.query(`UPDATE messaging.parked SET error = $2, attempts = attempts + 1 WHERE id = $1`, [
        id,
        storable(error),
      ]),
    );
  }

  /** Gives a message up. What stays is the record of who did so, when and why. */
  async discarded({ id, record, holds }: ParkedMessage, by: string, why: string): Promise<void> {
    await this.closing(record.topic, holds, (client) =>
      client.query(
        `UPDATE messaging.parked SET state = 'discarded', closed_at = now(), closed_by = $2, closed_why = $3
         WHERE id = $1 AND state = 'parked'`,
        [id, by, why],
      ),
    );
  }

  /**
   * A transaction under the lock of a key. Who parks behind and who closes the last message of a key exclude each other,
   * so no message is left behind a key that nobody will replay any more.
   */
  private closing<T>(
    topic: string,
    key: string | null,
    work: (client: PoolClient) => Promise<T>,
  ): Promise<T> {
    return this.database.acrossTenants(async (client) => {
      await client.query('BEGIN');
      try {
        // A statement of its own: the next one must see what was committed before the lock was granted.
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
          `parked ${topic} ${key ?? ''}`,
        ]);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }
}

/**
 * Whatever lies in a topic can be kept: what is known to be an id or a sentence of ours as text, everything else as bytes, and
 * of what is too long for an event only its beginning.
 */
async function insert(
  client: PoolClient,
  { topic, partition, offset, key, keyBytes, value, signature }: ReceivedMessage,
  {
    reason,
    error,
    attempts,
  }: { readonly reason: ParkReason; readonly error: string; readonly attempts: number },
  event: ParkedEvent | undefined,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO messaging.parked (topic, partition, record_offset, key, key_bytes, value, value_length, signature,
       tenant, event_id, event_type, reason, error, attempts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
    [
      ...[topic, partition, offset, event && key, keyBytes?.subarray(0, longestKey)],
      ...[value?.subarray(0, maximumContractEventBytes + 1), value?.length],
      signature?.subarray(0, longestSignature),
      ...[event?.tenant, event?.id, event?.type, reason, storable(error), attempts],
    ],
  );
  return rowCount === 1;
}

/** Bytes that are kept of a key and of a signature: more than any of ours has. */
const longestKey = 1_024;
const longestSignature = 4_096;

/** A sentence of whoever failed, without what PostgreSQL has no text for. */
function storable(error: string): string {
  return error.replaceAll('\0', '\uFFFD');
}

/** The key of a record as operators read it. Its first bytes tell enough of one that nobody of ours would choose. */
export function shownKey(key: Buffer | null): string | null {
  if (key === null) return null;
  const text = key.toString('utf8');
  const isPlain = /^[\x20-\x7e]*$/.test(text) && text.length <= longestShownKey;
  return isPlain ? text : `0x${key.subarray(0, longestShownKey / 2).toString('hex')}`;
}

const longestShownKey = 128;

const columns = `id, topic, partition, record_offset, key, key_bytes, value, signature, tenant, event_id, event_type`;

interface ParkedRow {
  id: string;
  topic: string;
  partition: number;
  record_offset: string;
  key: string | null;
  key_bytes: Buffer | null;
  value: Buffer | null;
  signature: Buffer | null;
  tenant: string | null;
  event_id: string | null;
  event_type: string | null;
}

function toMessage(row: ParkedRow): ParkedMessage {
  const { topic, partition, record_offset: offset, key: holds, key_bytes: keyBytes } = row;
  const { value, signature, tenant, event_id, event_type } = row;
  return {
    id: row.id,
    record: { topic, partition, offset, key: keyBytes?.toString('utf8') ?? null, keyBytes, value, signature },
    holds,
    event: tenant && event_id && event_type ? { tenant, id: event_id, type: event_type } : undefined,
  };
}
