import { toldDigest, type ContractEvent, type UnknownContractEvent } from '#contracts';
import type { TenantDatabase } from '#database';
import type { CopiedStream } from '../domain/compare';
import type { WitnessedEvent } from '../domain/witnessed-event';

/** A moment in the life of a case: a version of the application's stream, or a time; without either, now. */
export interface Moment {
  readonly version?: number;
  /** ISO 8601. */
  readonly time?: string;
}

/** How an event stands to what the witness heard before. */
export interface Reception {
  /** False for an event that was heard before. */
  readonly isNew: boolean;
  /** What is wrong with its place in the stream; undefined when it follows upon its predecessor. */
  readonly alarm?: 'missing-predecessor' | 'broken-link' | 'fork';
}

type HeardEvent = ContractEvent | UnknownContractEvent;

/** The copies, `<tenant>/<source>`, to which something new came. */
type OnHeard = (copies: ReadonlySet<string>) => void;

/** An event as it lies in the copy: its text, and the columns by which it is found. */
interface KeptEvent {
  readonly event: string;
  readonly source: string;
  readonly stream_id: string;
  readonly version: number;
  readonly stream_type: string;
  readonly type: string;
  readonly hash: string;
  readonly previous_hash: string;
  readonly recorded_at: string;
  readonly received_at: string;
}

/** The hashes that were kept at an event's place and at the one before it. */
interface Known {
  readonly here: readonly string[];
  readonly before: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As SQL's `substring` takes it: with a group it would give that group alone. */
const wholeUuid = uuid.source.replaceAll('(', '(?:');
const reference = /^[A-Z0-9-]{1,24}$/;
const isoTime = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * SQL: whether the columns by which events are found, ordered and listed say what the text of the event says. `CASE` keeps its
 * order, so a text that is no JSON is never read as such.
 */
const columnsAgree = `CASE WHEN event IS JSON OBJECT THEN (
    SELECT told.tenant = events.tenant AND told.type = source || '.' || events.type AND subject = stream_id::text
      AND streamversion = version::text AND streamtype = stream_type AND streamhash = encode(hash, 'hex')
      AND previoushash = encode(previous_hash, 'hex') AND time = ${isoTime('recorded_at')}
      AND substring(data ->> 'applicationId' FROM '${wholeUuid}') IS NOT DISTINCT FROM application_id::text
      AND data ->> 'reference' IS NOT DISTINCT FROM reference
    FROM json_to_record(event::json) AS told (tenant text, type text, subject text, streamversion text, streamtype text,
      streamhash text, previoushash text, time text, data json))
  ELSE false END`;

/** The witness's own append-only copy of every contract event (table `audit.events`). */
export class Witness {
  private readonly listeners: OnHeard[] = [];

  constructor(private readonly database: TenantDatabase) {}

  /**
   * Keeps events, each once, and says whether each follows upon its predecessor, which may be among them. Kept in any case: a
   * gap is evidence, too. One statement for all events of a tenant.
   */
  async keepAll(events: readonly HeardEvent[]): Promise<readonly Reception[]> {
    const receptions = new Map<HeardEvent, Reception>();
    for (const tenant of new Set(events.map((event) => event.tenant))) {
      const heard = events.filter((event) => event.tenant === tenant);
      const known = await this.insert(tenant, heard);
      heard.forEach((event, nth) =>
        receptions.set(event, receptionOf(event, heard.slice(0, nth), known[nth])),
      );
    }
    const copies = new Set(
      [...receptions].flatMap(([event, { isNew }]) =>
        isNew ? [copyName({ tenant: event.tenant, source: sourceOf(event) })] : [],
      ),
    );
    if (copies.size > 0) for (const listener of this.listeners) listener(copies);
    return events.map((event) => receptions.get(event) ?? { isNew: false });
  }

  /** What was known of each event's place before any of these was kept. */
  private async insert(tenant: string, events: readonly HeardEvent[]): Promise<readonly Known[]> {
    const column = (value: (event: HeardEvent) => unknown) => events.map(value);
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Known>({
        name: 'record_events',
        text: `WITH heard AS (
        -- Behind SELECT: a plan for the number of events would be made anew for every batch, which costs more than keeping them.
        SELECT * FROM unnest((SELECT $2::text[]), $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
          $9::timestamptz[], $10::uuid[], $11::text[], $12::text[]) WITH ORDINALITY AS heard
          (source, stream_id, version, hash, previous_hash, stream_type, type, recorded_at, application_id, reference, event, nth)
      ), inserted AS (
        INSERT INTO audit.events
          (tenant, source, stream_id, version, hash, previous_hash, stream_type, type, recorded_at, application_id, reference, event)
        SELECT $1, source, stream_id, version, decode(hash, 'hex'), decode(previous_hash, 'hex'), stream_type, type,
          recorded_at, application_id, reference, event FROM heard ORDER BY nth
        ON CONFLICT DO NOTHING)
      SELECT ARRAY(SELECT encode(kept.hash, 'hex') FROM audit.events AS kept WHERE kept.tenant = $1
          AND kept.source = heard.source AND kept.stream_id = heard.stream_id AND kept.version = heard.version) AS "here",
        ARRAY(SELECT encode(kept.hash, 'hex') FROM audit.events AS kept WHERE kept.tenant = $1
          AND kept.source = heard.source AND kept.stream_id = heard.stream_id AND kept.version = heard.version - 1) AS "before"
      FROM heard ORDER BY nth`,
        values: [
          tenant,
          column(sourceOf),
          column(({ subject }) => subject),
          column(({ streamversion }) => streamversion),
          column(({ streamhash }) => streamhash),
          column(({ previoushash }) => previoushash),
          column(({ streamtype }) => streamtype),
          column(({ type }) => type.slice(type.indexOf('.') + 1)),
          column(({ time }) => time),
          column(applicationIdOf),
          column(referenceOf),
          column((event) => JSON.stringify(event)),
        ],
      }),
    );
    return rows;
  }

  /** The application with this id or reference, if the witness has heard of it and it was ever filed (D9). */
  async findCase(tenant: string, idOrReference: string): Promise<string | undefined> {
    const column = uuid.test(idOrReference) ? 'application_id' : 'reference';
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ application_id: string }>(
        `SELECT filed.application_id FROM audit.events AS filed WHERE tenant = $1 AND type = 'ApplicationFiled'
          AND source = 'application' AND application_id =
            (SELECT application_id FROM audit.events WHERE tenant = $1 AND ${column} = $2
              AND source = 'application' AND stream_type = 'application' AND version = 1 LIMIT 1) LIMIT 1`,
        [tenant, idOrReference],
      ),
    );
    return rows[0]?.application_id;
  }

  /** The reference with the highest number of a year, of whatever was begun in a city; undefined where none was heard of. */
  async latestReference(tenant: string, year: number): Promise<string | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ reference: string }>(
        `SELECT reference FROM audit.events WHERE tenant = $1 AND version = 1 AND reference IS NOT NULL
           AND source = 'application' AND reference ~ $2 ORDER BY length(reference) DESC, reference DESC LIMIT 1`,
        [tenant, `^[A-Z]+-${year}-[0-9]+-[0-9]$`],
      ),
    );
    return rows[0]?.reference;
  }

  /** The accounts that ended, in the order of their ids. @param after the last one of the page before */
  async endedAccounts(tenant: string, after: string | undefined, limit: number): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>(
        `SELECT DISTINCT stream_id AS id FROM audit.events
         WHERE tenant = $1 AND source = 'identity' AND type IN ('PersonErased', 'MovedInto')
           AND ($2::uuid IS NULL OR stream_id > $2)
         ORDER BY stream_id LIMIT $3`,
        [tenant, after ?? null, limit],
      ),
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Everything that was heard in a city, in order of streams; without what came in the last half minute, of which others may
   * not have heard.
   * @param after `next` of the page before
   */
  async allHeard(
    tenant: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly events: readonly unknown[]; readonly next?: string }> {
    const [source = '', streamId = '00000000-0000-0000-0000-000000000000', version = '0'] =
      after?.split('/') ?? [];
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Pick<KeptEvent, 'event' | 'source' | 'stream_id' | 'version'>>(
        `SELECT event, source, stream_id, version FROM audit.events
         WHERE tenant = $1 AND (source, stream_id, version) > ($2, $3::uuid, $4::int)
           AND received_at < now() - interval '30 seconds' AND event IS JSON OBJECT
         ORDER BY source, stream_id, version LIMIT $5`,
        [tenant, source, streamId, version, limit],
      ),
    );
    const last = rows.at(-1);
    return {
      events: rows.map(({ event }) => JSON.parse(event) as unknown),
      ...(rows.length === limit && last ? { next: `${last.source}/${last.stream_id}/${last.version}` } : {}),
    };
  }

  /** Which of these events (`<stream>/<version>`) were heard. */
  async knownOf(tenant: string, ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>(
        `SELECT DISTINCT id FROM unnest($2::text[]) AS asked (id) JOIN audit.events
           ON tenant = $1 AND stream_id = split_part(id, '/', 1)::uuid AND version = split_part(id, '/', 2)::int
             AND source IN ('application', 'mailbox', 'identity', 'payment')`,
        [tenant, ids],
      ),
    );
    return rows.map(({ id }) => id);
  }

  /** Everything heard about a case up to a moment (inclusive), in the order in which it happened. */
  async eventsOfCase(
    tenant: string,
    applicationId: string,
    moment: Moment,
  ): Promise<readonly WitnessedEvent[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<KeptEvent>(
        `WITH moment AS (SELECT coalesce($3::timestamptz, CASE WHEN $4::int IS NULL THEN 'infinity' ELSE
            (SELECT max(recorded_at) FROM audit.events WHERE tenant = $1 AND application_id = $2
              AND source = 'application' AND stream_type = 'application' AND version <= $4) END) AS at)
        SELECT event, source, stream_id, version, stream_type, type, encode(hash, 'hex') AS hash,
          encode(previous_hash, 'hex') AS previous_hash, ${isoTime('recorded_at')} AS recorded_at,
          ${isoTime('received_at')} AS received_at FROM audit.events, moment
        WHERE tenant = $1 AND application_id = $2 AND recorded_at <= moment.at
          AND ($4::int IS NULL OR source <> 'application' OR stream_type <> 'application' OR version <= $4)
        ORDER BY recorded_at, source, stream_id, version, events.received_at`,
        [tenant, applicationId, moment.time ?? null, moment.version ?? null],
      ),
    );
    return rows.map(witnessed);
  }

  /** The streams of one source that follow after an id, in order of their id, each with its chain of hashes. */
  streams(
    tenant: string,
    source: string,
    { after, limit }: { readonly after: string | undefined; readonly limit: number },
  ): Promise<readonly CopiedStream[]> {
    const ids = `ARRAY(SELECT DISTINCT stream_id FROM audit.events
      WHERE tenant = $1 AND source = $2 AND ($3::uuid IS NULL OR stream_id > $3) ORDER BY stream_id LIMIT $4)`;
    return this.chains('chains_of_page', ids, [tenant, source, after ?? null, limit]);
  }

  /** The same for these streams; one that was never heard of is left out. */
  theseStreams(tenant: string, source: string, ids: readonly string[]): Promise<readonly CopiedStream[]> {
    return this.chains('chains_of_these', '$3::uuid[]', [tenant, source, ids]);
  }

  /**
   * The streams of a source of which something was heard after a transaction, and the transaction to go on after: a batch
   * of about `limit` events, `isLast` when there was no more. None when nothing more was heard.
   */
  async heardAfter(
    tenant: string,
    source: string,
    after: string,
    limit: number,
  ): Promise<
    { readonly streamIds: readonly string[]; readonly upTo: string; readonly isLast: boolean } | undefined
  > {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ stream_id: string; up_to: string; is_last: boolean }>({
        name: 'heard_after',
        // Whole transactions, behind the oldest that is still open: nothing can appear behind a place once passed. Every version is
        // above 0: that names the index `heard_in_order`.
        text: `WITH batch AS (SELECT transaction_id FROM audit.events
            WHERE tenant = $1 AND source = $2 AND version > 0 AND transaction_id > $3::xid8
              AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY transaction_id LIMIT $4),
          last AS (SELECT transaction_id AS up_to FROM batch ORDER BY transaction_id DESC LIMIT 1)
          SELECT DISTINCT stream_id, up_to::text, (SELECT count(*) FROM batch) < $4 AS is_last FROM audit.events, last
          WHERE tenant = $1 AND source = $2 AND version > 0 AND transaction_id > $3::xid8 AND transaction_id <= up_to`,
        values: [tenant, source, after, limit],
      }),
    );
    const [first] = rows;
    return (
      first && {
        streamIds: rows.map(({ stream_id }) => stream_id),
        upTo: first.up_to,
        isLast: first.is_last,
      }
    );
  }

  /** The latest version heard of each of these streams. */
  async versionsOf(
    tenant: string,
    source: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ stream_id: string; version: number }>({
        name: 'versions_heard',
        text: `SELECT stream_id, max(version) AS version FROM audit.events
         WHERE tenant = $1 AND source = $2 AND stream_id = ANY($3::uuid[]) GROUP BY stream_id`,
        values: [tenant, source, ids],
      }),
    );
    return new Map(rows.map(({ stream_id, version }) => [stream_id, version]));
  }

  /** Called after something new was heard in this process. */
  onHeard(listener: OnHeard): void {
    this.listeners.push(listener);
  }

  /** @param ids SQL: an array. Joined, they would be looked for in everything that was heard of the source. */
  private async chains(name: string, ids: string, values: unknown[]): Promise<readonly CopiedStream[]> {
    const { rows } = await this.database.withTenant(String(values[0]), (client) =>
      client.query<CopiedStream>({
        name,
        text: `SELECT stream_id AS "streamId", min(stream_type) AS "streamType",
          json_agg(json_build_object('version', version, 'hash', encode(hash, 'hex'),
            'previousHash', encode(previous_hash, 'hex'), 'told', encode(sha256(convert_to(event, 'UTF8')), 'hex'),
            'columnsAgree', ${columnsAgree}) ORDER BY version, received_at) AS links
        FROM audit.events WHERE tenant = $1 AND source = $2 AND stream_id = ANY(${ids})
        GROUP BY stream_id ORDER BY stream_id`,
        values,
      }),
    );
    return rows;
  }
}

/** What the copy of a source in a city is called among all copies. */
export function copyName({ tenant, source }: { readonly tenant: string; readonly source: string }): string {
  return `${tenant}/${source}`;
}

/** How an event stands to what was known and to what came with it, before it. */
function receptionOf(event: HeardEvent, earlier: readonly HeardEvent[], known?: Known): Reception {
  const at = (version: number) =>
    earlier
      .filter((other) => other.subject === event.subject && sourceOf(other) === sourceOf(event))
      .filter((other) => other.streamversion === version)
      .map(({ streamhash }) => streamhash);
  const here = [...(known?.here ?? []), ...at(event.streamversion)];
  const before = [...(known?.before ?? []), ...at(event.streamversion - 1)];
  const alarm = here.some((hash) => hash !== event.streamhash) ? 'fork' : alarmOf(event, before);
  return { isNew: !here.includes(event.streamhash), ...(alarm === undefined ? {} : { alarm }) };
}

function alarmOf(event: ContractEvent | UnknownContractEvent, before: readonly string[]): Reception['alarm'] {
  if (event.streamversion === 1) return event.previoushash === '' ? undefined : 'broken-link';
  if (before.length === 0) return 'missing-predecessor';
  return before.includes(event.previoushash) ? undefined : 'broken-link';
}

/** As it was told; damage to its text leaves what its columns say, and the comparison says that it is damaged. */
function witnessed(row: KeptEvent): WitnessedEvent {
  const receivedAt = row.received_at;
  const told = toldDigest(row.event);
  let event: HeardEvent;
  try {
    event = JSON.parse(row.event) as HeardEvent;
  } catch {
    return {
      source: row.source,
      streamType: row.stream_type,
      streamId: row.stream_id,
      version: row.version,
      type: row.type,
      recordedAt: row.recorded_at,
      receivedAt,
      hash: row.hash,
      told,
      previousHash: row.previous_hash,
      actor: { personId: '', role: '' },
      correlationId: '',
      causationId: '',
      data: {},
    };
  }
  return {
    source: sourceOf(event),
    streamType: event.streamtype,
    streamId: event.subject,
    version: event.streamversion,
    type: event.type.slice(event.type.indexOf('.') + 1),
    recordedAt: event.time,
    receivedAt,
    hash: event.streamhash,
    told,
    previousHash: event.previoushash,
    actor: {
      personId: event.actorid,
      role: event.actorrole,
      ...(event.actingfor === undefined ? {} : { actingFor: event.actingfor }),
    },
    correlationId: event.correlationid,
    causationId: event.causationid,
    data: event.data as Readonly<Record<string, unknown>>,
  };
}

function sourceOf({ type }: ContractEvent | UnknownContractEvent): string {
  return type.slice(0, type.indexOf('.'));
}

/** The application that an event is about, also one of a newer release. */
function applicationIdOf(event: ContractEvent | UnknownContractEvent): string | null {
  const id = textOf(event, 'applicationId');
  return id !== null && uuid.test(id) ? id : null;
}

/** What is no reference is not looked up by it: a newer release may say anything. */
function referenceOf(event: ContractEvent | UnknownContractEvent): string | null {
  const text = textOf(event, 'reference');
  return text !== null && reference.test(text) ? text : null;
}

function textOf({ data }: ContractEvent | UnknownContractEvent, field: string): string | null {
  const value = (data as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : null;
}
