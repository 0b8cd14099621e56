import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { TenantRegistry } from '#configuration';
import { isoTime, withAdvisoryLock, type TenantDatabase } from '#database';
import { Problem, tooLarge } from '#http';
import { rest } from '#waiting';
import type { DebitBooking, Outcome, UnmatchedReason } from './debit-booking';
import { StatementReader, type BankFile, type Movement } from './sepa/statement';

/** A file of the bank. */
export interface StatementLine {
  readonly id: string;
  readonly kind: BankFile['kind'];
  readonly sha256: string;
  readonly receivedAt: string;
  readonly receivedBy: string;
  /** Movements in it. */
  readonly entries: number;
  readonly booked: number;
  readonly returned: number;
  /** Rows that wait for the treasury. */
  readonly unmatched: number;
  /** Null while it is being booked. */
  readonly bookedAt: string | null;
}

/** A movement that fits nothing, or not as it should. */
export interface UnmatchedEntry {
  /** Its place among the movements of the file, from 1. */
  readonly place: number;
  readonly line: number;
  readonly reason: UnmatchedReason;
  readonly amountCents: number | null;
  readonly direction: Movement['kind'];
  readonly endToEndId: string | null;
  readonly paymentId: string | null;
}

/** Largest file, in bytes. */
export const statementLimitBytes = 64_000_000;
/** Ms for which a request waits for the booking; a large file is seen going on in the list. */
const patienceMs = 5_000;
const atOnce = 64;

interface Placed {
  readonly place: number;
  readonly movement: Movement;
}

/**
 * Files of the bank: statements (camt.053) and what it says of a collection (pain.002). A file is read to its end and compared with
 * its own sums before anything of it is booked. The same file again changes nothing; one whose booking stopped goes on.
 */
export class BankStatements {
  private readonly logger = new Logger('bank-statements');
  private isReading = false;

  constructor(
    private readonly database: TenantDatabase,
    private readonly tenants: Pick<TenantRegistry, 'get'>,
    private readonly booking: DebitBooking,
  ) {}

  /**
   * Takes a file.
   * @returns its id; a large one may still be under way then
   * @throws Problem `statement-refused` with every fault, `body-too-large`, `no-creditor`, `statement-under-way`
   */
  async take(tenant: string, by: string, body: AsyncIterable<Uint8Array>): Promise<string> {
    const iban = this.tenants.get(tenant).payment?.directDebit?.iban;
    if (iban === undefined) throw new Problem('no-creditor');
    // A file takes memory for its movements: one at a time.
    if (this.isReading) throw new Problem('statement-under-way');
    this.isReading = true;
    try {
      const { file, sha256 } = await readFile(iban, body);
      if (file.faults.length > 0) throw new Problem('statement-refused', { faults: file.faults });
      const { id, isBooked } = await this.kept(tenant, by, sha256, file);
      if (isBooked) return id;
      const work = this.bookAll(tenant, id, file.movements).catch((error: unknown) => {
        this.logger.error({ err: error, statementId: id }, 'the booking of a statement stopped');
      });
      const waiting = new AbortController();
      await Promise.race([work, rest(patienceMs, waiting.signal)]).finally(() => waiting.abort());
      return id;
    } finally {
      this.isReading = false;
    }
  }

  /** The files of a city, the latest first. @param id one of them alone */
  async list(tenant: string, id: string | null = null): Promise<readonly StatementLine[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<StatementLine>(
        `SELECT id, kind, sha256, ${isoTime('received_at')} AS "receivedAt", received_by AS "receivedBy", entries, booked,
          returned, unmatched, ${isoTime('booked_at')} AS "bookedAt"
        FROM payment.bank_statements WHERE tenant = $1 AND ($2::uuid IS NULL OR id = $2)
        ORDER BY received_at DESC LIMIT 100`,
        [tenant, id],
      ),
    );
    return rows;
  }

  /** What of a file waits for the treasury, by its place. @param after the last place that was read */
  async unmatched(
    tenant: string,
    id: string,
    after: number,
    limit: number,
  ): Promise<readonly UnmatchedEntry[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<UnmatchedEntry>(
        `SELECT place, line, reason, amount_cents::float8 AS "amountCents", direction, end_to_end_id AS "endToEndId",
          payment_id AS "paymentId"
        FROM payment.unmatched_entries WHERE tenant = $1 AND statement_id = $2 AND place > $3 ORDER BY place LIMIT $4`,
        [tenant, id, after, limit],
      ),
    );
    return rows;
  }

  private kept(
    tenant: string,
    by: string,
    sha256: string,
    { kind, movements }: BankFile,
  ): Promise<{ readonly id: string; readonly isBooked: boolean }> {
    return this.database.withTenant(tenant, async (client) => {
      await client.query(
        `INSERT INTO payment.bank_statements (tenant, id, sha256, kind, received_by, entries)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [tenant, uuidv7(), sha256, kind, by, movements.length],
      );
      const { rows } = await client.query<{ id: string; isBooked: boolean }>(
        `SELECT id, booked_at IS NOT NULL AS "isBooked" FROM payment.bank_statements WHERE tenant = $1 AND sha256 = $2`,
        [tenant, sha256],
      );
      const [kept] = rows;
      if (kept === undefined) throw new Error('a statement that was kept is not there');
      return kept;
    });
  }

  private async bookAll(tenant: string, id: string, movements: readonly Movement[]): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      withAdvisoryLock(client, `statement ${id}`, async () => {
        const counts = { booked: 0, returned: 0, unmatched: 0 };
        for (let from = 0; from < movements.length; from += atOnce) {
          const some = movements
            .slice(from, from + atOnce)
            .map((movement, index) => ({ place: from + index + 1, movement }));
          const outcomes = (
            await Promise.all(byDebit(some).map((group) => this.bookInTurn(tenant, id, group)))
          ).flat();
          for (const { outcome } of outcomes) {
            counts.booked += outcome.booked;
            counts.returned += outcome.returned;
            if (outcome.unmatched !== undefined) counts.unmatched++;
          }
          await this.keepUnmatched(tenant, id, outcomes);
          await client.query(
            `UPDATE payment.bank_statements SET booked = $3, returned = $4, unmatched = $5 WHERE tenant = $1 AND id = $2`,
            [tenant, id, counts.booked, counts.returned, counts.unmatched],
          );
        }
        await client.query(
          `UPDATE payment.bank_statements SET booked_at = clock_timestamp() WHERE tenant = $1 AND id = $2`,
          [tenant, id],
        );
      }),
    );
  }

  private async bookInTurn(
    tenant: string,
    statementId: string,
    group: readonly Placed[],
  ): Promise<readonly (Placed & { readonly outcome: Outcome })[]> {
    const outcomes: (Placed & { readonly outcome: Outcome })[] = [];
    for (const placed of group) {
      const name = { tenant, statementId, place: placed.place };
      outcomes.push({ ...placed, outcome: await this.booking.book(name, placed.movement) });
    }
    return outcomes;
  }

  private async keepUnmatched(
    tenant: string,
    id: string,
    outcomes: readonly (Placed & { readonly outcome: Outcome })[],
  ): Promise<void> {
    const rows = outcomes.flatMap(({ place, movement, outcome: { unmatched } }) =>
      unmatched === undefined
        ? []
        : [
            {
              ...{ place, line: movement.line, reason: unmatched.reason, direction: movement.kind },
              amount_cents: movement.amountCents ?? null,
              end_to_end_id: movement.endToEndId?.slice(0, 35) ?? null,
              payment_id: unmatched.paymentId ?? null,
            },
          ],
    );
    if (rows.length === 0) return;
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO payment.unmatched_entries
          (tenant, statement_id, place, line, reason, direction, amount_cents, end_to_end_id, payment_id)
        SELECT $1, $2, place, line, reason, direction, amount_cents, end_to_end_id, payment_id
        FROM jsonb_to_recordset($3::jsonb) AS rows (place int, line int, reason text, direction text, amount_cents bigint,
          end_to_end_id text, payment_id uuid)
        ON CONFLICT DO NOTHING`,
        [tenant, id, JSON.stringify(rows)],
      ),
    );
  }
}

/** What is said of one debit is booked in its order; the others do not wait for it. */
function byDebit(movements: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups = new Map<string, Placed[]>();
  for (const placed of movements) {
    // A batch concerns debits that may be named beside it.
    const key = placed.movement.endToEndId ?? placed.movement.batch ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]);
    else group.push(placed);
  }
  return [...groups.values()];
}

/** Reads all of a body, also where it is refused already: a sender that is cut off hears no answer. @throws Problem `body-too-large` */
async function readFile(
  iban: string,
  body: AsyncIterable<Uint8Array>,
): Promise<{ readonly file: BankFile; readonly sha256: string }> {
  const [reader, hash] = [new StatementReader(iban), createHash('sha256')];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > statementLimitBytes) throw tooLarge(statementLimitBytes);
    hash.update(piece);
    reader.read(piece);
  }
  return { file: reader.end(), sha256: hash.digest('hex') };
}
