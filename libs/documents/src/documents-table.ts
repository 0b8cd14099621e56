import { dueTable, type InlineRow } from '#event-sourcing';
import { isoTime, type TenantDatabase } from '#database';
import type { KeptDocument, Place, Scan } from './document';

/** What is known of documents beside the history. */
export const table = 'documents.documents';

/** A document with what only its store needs to know. */
export interface DocumentRow extends KeptDocument {
  readonly streamId: string;
  /** Chunks that the received bytes are sealed in. */
  readonly chunks: number;
  /** Keys of the parts that came, in order; none once it is complete. */
  readonly parts: readonly string[];
  readonly scans: number;
}

const columns = `stream_id AS "streamId", subject_id AS "subjectId", id, version, person_id AS "personId", kind, name, length::float8, received::float8, chunks,
  parts, scan, scans, bound, ${isoTime('created_at')} AS "createdAt", ${isoTime('ends_at')} AS "endsAt", hash, media_type AS "mediaType"`;

/** The kind of due-table row that removes what nobody bound in time. */
export const documentsEnd = 'documents-end';

/** What a change of one document is held against: it is read and written as one, or not at all. */
type Seen = Pick<DocumentRow, 'id' | 'version'>;

/** The row that binds a document to its case, with the events that say so. */
export function boundRow({ id, version }: Seen): InlineRow {
  return {
    ...keyed(id),
    columns: { bound: 'boolean', ends_at: 'timestamptz' },
    row: { bound: true, ends_at: null },
    was: version,
  };
}

/** The row that takes a document out of its case again, with the events that say so: it waits to be bound until then. */
export function releasedRow({ id, version }: Seen, endsAt: string): InlineRow {
  return {
    ...keyed(id),
    columns: { bound: 'boolean', ends_at: 'timestamptz' },
    row: { bound: false, ends_at: endsAt },
    was: version,
  };
}

/** The row of a document in which something was found, with the event that says so. */
export function foundRow({ id, version }: Seen): InlineRow {
  return {
    ...keyed(id),
    columns: { scan: 'text', scan_at: 'timestamptz' },
    row: { scan: 'found', scan_at: null },
    was: version,
  };
}

const keyed = (id: string) => ({ table, key: { id } });

/** Rows of one service's documents. */
export class DocumentsTable {
  constructor(private readonly database: TenantDatabase) {}

  /** @returns the first one that was announced with this request, where it is a repetition */
  async announce(
    { tenant, streamId }: Place,
    row: Pick<DocumentRow, 'id' | 'subjectId' | 'personId' | 'kind' | 'name' | 'length' | 'scan'> & {
      readonly requestKey: string | null;
      readonly keptSeconds: number;
    },
  ): Promise<DocumentRow> {
    const { id, subjectId, personId, kind, name, length, scan, requestKey, keptSeconds } = row;
    // First what removes it: a row that nobody looks at would stay for ever. A new version keeps who works the row now from taking
    // this one away with it.
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO ${dueTable} AS due (tenant, stream_id, kind, version, due_at, look_at)
         SELECT $1, $2, '${documentsEnd}', 1, ends, ends FROM (SELECT clock_timestamp() + $3 * interval '1 second' AS ends) AS new
         ON CONFLICT (tenant, stream_id, kind) DO UPDATE SET version = due.version + 1,
           due_at = least(due.due_at, excluded.due_at), look_at = least(due.look_at, excluded.look_at)`,
        [tenant, streamId, keptSeconds],
      ),
    );
    const [own] = await this.query(
      tenant,
      'documents_announce',
      `INSERT INTO ${table} (tenant, stream_id, id, person_id, kind, name, length, scan, request_key, ends_at, subject_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + $10 * interval '1 second', $11)
       ON CONFLICT (tenant, person_id, request_key) DO NOTHING RETURNING ${columns}`,
      [streamId, id, personId, kind, name, length, scan, requestKey, keptSeconds, subjectId],
    );
    if (own !== undefined) return own;
    const first = await this.announced(tenant, personId, requestKey);
    if (first === undefined) throw new Error('a document that was announced before is not there');
    return first;
  }

  /** What a request has announced before. */
  async announced(
    tenant: string,
    personId: string,
    requestKey: string | null,
  ): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_announced',
      `SELECT ${columns} FROM ${table} WHERE tenant = $1 AND person_id = $2 AND request_key = $3`,
      [personId, requestKey],
    );
    return row;
  }

  async find({ tenant, streamId }: Place, id: string): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_find',
      `SELECT ${columns} FROM ${table} WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND NOT leaving`,
      [streamId, id],
    );
    return row;
  }

  /** Oldest first. */
  of({ tenant, streamId }: Place): Promise<readonly DocumentRow[]> {
    return this.query(
      tenant,
      'documents_of',
      `SELECT ${columns} FROM ${table} WHERE tenant = $1 AND stream_id = $2 AND NOT leaving ORDER BY created_at, id`,
      [streamId],
    );
  }

  /** One more part, from where the document stood. @returns undefined where another one came first */
  async add(
    { tenant, streamId }: Place,
    before: DocumentRow,
    part: { readonly key: string; readonly received: number; readonly chunks: number },
  ): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_add',
      `UPDATE ${table} SET version = version + 1, received = $5, chunks = $6, parts = parts || $7::text
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND version = $4 AND NOT leaving RETURNING ${columns}`,
      [streamId, before.id, before.version, part.received, part.chunks, part.key],
    );
    return row;
  }

  /** All parts are one now. @returns undefined where that happened meanwhile */
  async complete(
    { tenant, streamId }: Place,
    before: Seen,
    whole: {
      readonly hash: string;
      readonly mediaType: string;
      readonly scan: Scan;
      readonly keptSeconds: number;
    },
  ): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_complete',
      `UPDATE ${table} SET version = version + 1, hash = $5, media_type = $6, scan = $7, parts = '{}',
         scan_at = CASE WHEN $7 = 'waiting' THEN clock_timestamp() END,
         ends_at = clock_timestamp() + $8 * interval '1 second'
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND version = $4 AND NOT leaving RETURNING ${columns}`,
      [streamId, before.id, before.version, whole.hash, whole.mediaType, whole.scan, whole.keptSeconds],
    );
    return row;
  }

  /** Documents of all tenants whose scan is due, soonest first, and in how many ms the next one is. */
  async toScan(limit: number): Promise<readonly (Place & Seen & { readonly waitMs: number })[]> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<Place & Seen & { readonly waitMs: number }>(
        `SELECT tenant, stream_id AS "streamId", id, version,
           ceil(extract(epoch FROM scan_at - clock_timestamp()) * 1000)::float8 AS "waitMs"
         FROM ${table} WHERE scan_at IS NOT NULL ORDER BY scan_at LIMIT $1`,
        [limit],
      ),
    );
    return rows;
  }

  /** Nobody else scans it for so long. @returns undefined where somebody does already, or it has changed */
  async claimScan(
    { tenant, streamId }: Place,
    seen: Seen,
    seconds: number,
  ): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_claim_scan',
      `UPDATE ${table} SET scan_at = clock_timestamp() + $5 * interval '1 second'
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND version = $4 AND scan_at <= clock_timestamp() AND NOT leaving
       RETURNING ${columns}`,
      [streamId, seen.id, seen.version, seconds],
    );
    return row;
  }

  /** What a scan has shown; of a document that belongs to a case a find is told by an event instead. @param againInSeconds null: never again */
  async scanned(
    { tenant, streamId }: Place,
    { id }: Pick<DocumentRow, 'id'>,
    scan: 'clean' | 'found' | 'unscannable',
    againInSeconds: number | null,
  ): Promise<void> {
    await this.query(
      tenant,
      'documents_scanned',
      `UPDATE ${table} SET scan = $4, scan_at = clock_timestamp() + $5 * interval '1 second', scans = scans + 1,
         version = version + CASE WHEN scan = $4 THEN 0 ELSE 1 END
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND scan <> 'found' AND NOT leaving AND ($4 <> 'found' OR NOT bound)
       RETURNING ${columns}`,
      [streamId, id, scan, againInSeconds],
    );
  }

  /** It could not be scanned now. @param seconds null: nor will it be */
  async scanLater(
    { tenant, streamId }: Place,
    { id }: Pick<DocumentRow, 'id'>,
    seconds: number | null,
  ): Promise<void> {
    await this.query(
      tenant,
      'documents_scan_later',
      `UPDATE ${table} SET scan_at = clock_timestamp() + $4 * interval '1 second'
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 RETURNING ${columns}`,
      [streamId, id, seconds],
    );
  }

  /** From now on it cannot be bound, and nobody finds it. @returns undefined where it is bound or gone */
  async leave({ tenant, streamId }: Place, id: string): Promise<DocumentRow | undefined> {
    const [row] = await this.query(
      tenant,
      'documents_leave',
      `UPDATE ${table} SET version = version + 1, leaving = true, scan_at = NULL
       WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND NOT bound RETURNING ${columns}`,
      [streamId, id],
    );
    return row;
  }

  /** Everything of a case leaves, whether it is bound or not: its content is gone. */
  leaveAll({ tenant, streamId }: Place): Promise<readonly DocumentRow[]> {
    return this.query(
      tenant,
      'documents_leave_all',
      `UPDATE ${table} SET version = version + 1, leaving = true, scan_at = NULL
       WHERE tenant = $1 AND stream_id = $2 RETURNING ${columns}`,
      [streamId],
    );
  }

  /** What nobody bound in time leaves. @param spareComplete what is complete is kept all the same */
  leaveExpired({ tenant, streamId }: Place, spareComplete: boolean): Promise<readonly DocumentRow[]> {
    return this.query(
      tenant,
      'documents_leave_expired',
      `UPDATE ${table} SET version = version + 1, leaving = true, scan_at = NULL
       WHERE tenant = $1 AND stream_id = $2 AND NOT bound AND (leaving OR ends_at <= clock_timestamp())
         AND NOT ($3 AND hash IS NOT NULL AND NOT leaving) RETURNING ${columns}`,
      [streamId, spareComplete],
    );
  }

  /** When the next document of a case ends, UTC, ISO 8601; a time that has passed for what was spared. */
  async nextEnd({ tenant, streamId }: Place): Promise<string | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ next: string | null }>(
        `SELECT ${isoTime('min(ends_at)')} AS next FROM ${table} WHERE tenant = $1 AND stream_id = $2 AND NOT bound`,
        [tenant, streamId],
      ),
    );
    return rows[0]?.next ?? undefined;
  }

  /** What left is gone. */
  async remove({ tenant, streamId }: Place, id: string): Promise<void> {
    await this.query(
      tenant,
      'documents_remove',
      `DELETE FROM ${table} WHERE tenant = $1 AND stream_id = $2 AND id = $3 AND leaving RETURNING ${columns}`,
      [streamId, id],
    );
  }

  /** Which of these hashes and ids a document of the tenant has. */
  async known(tenant: string, names: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ known: string }>(
        `SELECT hash AS known FROM ${table} WHERE tenant = $1 AND hash = ANY ($2)
         UNION SELECT id FROM ${table} WHERE tenant = $1 AND id = ANY ($2)`,
        [tenant, names],
      ),
    );
    return new Set(rows.map(({ known }) => known));
  }

  /** Every document of a tenant whose content has to be there. */
  async *allComplete(
    tenant: string,
  ): AsyncIterable<{ id: string; streamId: string; hash: string; isOwn: boolean }> {
    for (let after: { id: string; streamId: string } | undefined; ;) {
      const { rows } = await this.database.withTenant(tenant, (client) =>
        client.query<{ id: string; streamId: string; hash: string; isOwn: boolean }>(
          `SELECT id, stream_id AS "streamId", hash, scan = 'own' AS "isOwn" FROM ${table}
           WHERE tenant = $1 AND hash IS NOT NULL AND NOT leaving
             AND ($2::uuid IS NULL OR (stream_id, id) > ($2::uuid, $3)) ORDER BY stream_id, id LIMIT 1000`,
          [tenant, after?.streamId ?? null, after?.id ?? null],
        ),
      );
      yield* rows;
      after = rows.at(-1);
      if (after === undefined) return;
    }
  }

  /** @param name by which each connection keeps the plan */
  private async query(
    tenant: string,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly DocumentRow[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<DocumentRow>({ name, text, values: [tenant, ...values] }),
    );
    return rows;
  }
}
