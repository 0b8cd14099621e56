import { Logger } from '@nestjs/common';
import { withAdvisoryLock, type TenantDatabase } from '#database';
import { defineProblems, Problem } from '#http';
import { noteHandled } from './inbox';
import { shownKey, type ParkedMessage, type ParkedMessages, type ParkReason } from './parked-messages';
import type { MessageDelivery } from './message-delivery';
import { describeError, isUnavailable } from './unavailable';

/** What can be wrong with an operator's wish. */
export const parkedProblems = defineProblems({
  'replay-running': {
    status: 409,
    title: {
      de: 'Diese Nachrichten werden gerade erneut verarbeitet.',
      en: 'These messages are being replayed just now.',
    },
  },
  'not-parked': {
    status: 409,
    title: { de: 'Diese Nachricht ist nicht mehr geparkt.', en: 'This message is no longer parked.' },
  },
});

/** Who operates: the person and the tenant whose messages are theirs to see. */
export interface Operator {
  readonly sub: string;
  readonly tenant: string;
}

/** Every state of a parked message. */
export const parkedStates = ['parked', 'replayed', 'discarded'] as const;
export type ParkedState = (typeof parkedStates)[number];

/** A parked message as operators see it. */
export interface ParkedItem {
  /** @format uuid */
  readonly id: string;
  readonly topic: string;
  /** @asType integer */
  readonly partition: number;
  readonly offset: string;
  /** Of the record; null where it has none. */
  readonly key: string | null;
  /** `<stream>/<version>`; null where it cannot be read, as is the type. */
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly reason: ParkReason;
  readonly error: string;
  /** @asType integer */
  readonly attempts: number;
  /** @asType integer */
  readonly bytes: number;
  readonly parkedAt: Date;
  readonly state: ParkedState;
  readonly closedAt: Date | null;
  /** The operator's person id. */
  readonly closedBy: string | null;
  readonly closedWhy: string | null;
}

export interface ParkedList {
  readonly items: readonly ParkedItem[];
  /** Pass it as `after` for the next page; null on the last one. */
  readonly next: number | null;
}

/** What delivering parked messages again led to. The word of this interface for it is "replay". */
export interface Redelivered {
  /** Ids of the messages that were handled, in order. */
  readonly replayed: readonly string[];
  /** Where it stopped; null when no message of the key is parked any more. */
  readonly failed: { readonly id: string; readonly error: string } | null;
}

/** What operators can do about parked messages. */
export class Operations {
  private readonly logger = new Logger('Operations');

  constructor(
    private readonly database: TenantDatabase,
    private readonly parked: ParkedMessages,
    private readonly records: MessageDelivery,
  ) {}

  async list(
    tenant: string,
    { state = 'parked', after = 0, limit = 50 }: { state?: ParkedState; after?: number; limit?: number },
  ): Promise<ParkedList> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Omit<ParkedItem, 'key'> & { sequence: string; key: Buffer | null }>(
        `SELECT id, sequence, topic, partition, record_offset AS offset, key_bytes AS key, event_id AS "eventId",
           event_type AS "eventType", reason, error, attempts, coalesce(value_length, 0) AS bytes,
           parked_at AS "parkedAt", state, closed_at AS "closedAt", closed_by AS "closedBy", closed_why AS "closedWhy"
         FROM messaging.parked
         WHERE state = $1 AND (tenant = $2 OR tenant IS NULL) AND sequence > $3 ORDER BY sequence LIMIT $4`,
        [state, tenant, after, limit],
      ),
    );
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ sequence: _, key, ...item }) => ({ ...item, key: shownKey(key) })),
      next: last ? Number(last.sequence) : null,
    };
  }

  /**
   * Handles the parked messages of one key in order, from the first one on, until none is left or one fails again.
   * Messages that arrive meanwhile are parked behind them and handled too. Repeating it is harmless.
   * @throws Problem `not-found`, `not-parked`, `replay-running` or `temporarily-unavailable`.
   */
  async deliverAgain(id: string, operator: Operator): Promise<Redelivered> {
    const asked = await this.get(id, operator);
    const result = await this.database.acrossTenants((client) =>
      withAdvisoryLock(client, `replay ${asked.record.topic} ${asked.holds ?? id}`, async () => {
        const replayed: string[] = [];
        for (;;) {
          const message = await this.parked.next(asked);
          if (message === undefined) return { replayed, failed: null };
          const error = await this.attempt(message);
          if (error !== undefined) return { replayed, failed: { id: message.id, error } };
          await this.parked.replayed(message, operator.sub);
          replayed.push(message.id);
        }
      }),
    );
    if (result === undefined) throw new Problem('replay-running');
    this.logger.log(
      { parked: id, replayed: result.replayed.length, failed: result.failed?.id },
      'parked messages replayed',
    );
    return result;
  }

  /**
   * Gives one message up: no handler will have its effect, also when it is delivered again. Those behind it stay parked
   * until they are replayed.
   * @throws Problem `not-found` or `not-parked`.
   */
  async discard(id: string, operator: Operator, why: string): Promise<void> {
    const message = await this.get(id, operator);
    const { event } = message;
    if (event) {
      await this.database.inTransaction(event.tenant, async (client) => {
        for (const handler of this.records.handlersOf(event.type)) await noteHandled(client, event, handler);
      });
    }
    await this.parked.discarded(message, operator.sub, why);
    this.logger.warn(
      { parked: id, event: event?.id, operator: operator.sub },
      'a parked message was discarded',
    );
  }

  private async get(id: string, operator: Operator): Promise<ParkedMessage> {
    const message = await this.parked.find(id);
    const foreign = message?.event !== undefined && message.event.tenant !== operator.tenant;
    if (message === undefined || foreign) throw new Problem('not-found');
    if (!message.open) throw new Problem('not-parked');
    return message;
  }

  /** @returns why it failed; undefined when it was handled. */
  private async attempt(message: ParkedMessage): Promise<string | undefined> {
    try {
      await this.records.deliverAgain(message.record);
      return undefined;
    } catch (error) {
      if (isUnavailable(error)) throw new Problem('temporarily-unavailable', {}, { cause: error });
      const description = describeError(error);
      await this.parked.failedAgain(message, description);
      return description;
    }
  }
}
