import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase } from '#database';

/** Which cases; a condition that is not given holds for all. */
export interface CaseFilter {
  /** Pattern of SQL's `LIKE` that the reference has. */
  readonly reference?: string | undefined;
  /** Key of the service. */
  readonly service?: string | undefined;
  /** Key of the office that has the case now. */
  readonly office?: string | undefined;
  /** Status code of `#contracts`. */
  readonly status?: string | undefined;
  /** Filed on this day in Berlin or later. */
  readonly from?: string | undefined;
  /** Filed before the end of this day in Berlin. */
  readonly until?: string | undefined;
  /** Whether the log and its witness differ. */
  readonly differs?: boolean | undefined;
}

/** A case as an auditor finds it: codes and times of the witness's own copy. */
export interface FoundCase {
  readonly id: string;
  readonly reference: string;
  /** Null where the copy is damaged, as are office and status. */
  readonly serviceKey: string | null;
  readonly office: string | null;
  readonly status: string | null;
  readonly payment: string | null;
  /** UTC, ISO 8601 with microseconds, as is `updatedAt`. */
  readonly filedAt: string;
  readonly updatedAt: string;
  readonly differs: boolean;
}

/** What the text of an event says, by field; nothing where the text is damaged. `CASE` keeps its order. */
const told = (field: string) =>
  `CASE WHEN latest.event IS JSON OBJECT THEN latest.event::jsonb -> 'data' ->> '${field}' END`;

/** The cases of a city that were ever filed (D9), and who of the auditors looked for them. */
export class FoundCases {
  constructor(private readonly database: TenantDatabase) {}

  /** A page of them, the latest filing first. That it is shown, and what was asked for, is noted with it. */
  async find(
    { tenant, personId }: { readonly tenant: string; readonly personId: string },
    filter: CaseFilter,
    { after, limit }: { readonly after: Cursor | undefined; readonly limit: number },
  ): Promise<Page<FoundCase>> {
    return this.database.withTenant(tenant, async (client) => {
      const { rows } = await client.query<FoundCase>(
        `SELECT filed.application_id AS id, filed.reference, ${told('serviceKey')} AS "serviceKey",
           ${told('office')} AS office, ${told('status')} AS status, ${told('payment')} AS payment,
           ${isoTime('filed.recorded_at')} AS "filedAt", ${isoTime('latest.recorded_at')} AS "updatedAt",
           EXISTS (SELECT FROM audit.differences AS found WHERE found.tenant = $1 AND found.source = 'application'
             AND found.stream_id = filed.application_id) AS differs
         FROM audit.events AS filed
         CROSS JOIN LATERAL (SELECT event, recorded_at FROM audit.events AS every
           WHERE every.tenant = $1 AND every.source = 'application' AND every.stream_id = filed.application_id
           ORDER BY version DESC, received_at LIMIT 1) AS latest
         WHERE filed.tenant = $1 AND filed.source = 'application' AND filed.type = 'ApplicationFiled'
           AND ($2::text IS NULL OR filed.reference LIKE $2)
           AND ($3::date IS NULL OR filed.recorded_at >= $3::date::timestamp AT TIME ZONE 'Europe/Berlin')
           AND ($4::date IS NULL OR filed.recorded_at < ($4::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin')
           AND ($5::timestamptz IS NULL OR (filed.recorded_at, filed.application_id) < ($5, $6::uuid))
           -- Where two events claim to be the same, the case stands in the list once.
           AND NOT EXISTS (SELECT FROM audit.events AS twin WHERE twin.tenant = $1 AND twin.source = 'application'
             AND twin.stream_id = filed.application_id AND twin.type = 'ApplicationFiled'
             AND (twin.version, twin.received_at, twin.hash) < (filed.version, filed.received_at, filed.hash))
           AND ($7::text IS NULL OR ${told('serviceKey')} = $7)
           AND ($8::text IS NULL OR ${told('office')} = $8)
           AND ($9::text IS NULL OR ${told('status')} = $9)
           AND ($10::boolean IS NULL OR $10 = EXISTS (SELECT FROM audit.differences AS found WHERE found.tenant = $1
             AND found.source = 'application' AND found.stream_id = filed.application_id))
         ORDER BY filed.recorded_at DESC, filed.application_id DESC LIMIT $11`,
        [
          ...[tenant, filter.reference ?? null, filter.from ?? null, filter.until ?? null],
          ...[after?.at ?? null, after?.id ?? null],
          ...[filter.service ?? null, filter.office ?? null, filter.status ?? null, filter.differs ?? null],
          limit + 1,
        ],
      );
      const page = pageOf(rows, limit, ({ filedAt, id }) => ({ at: filedAt, id }));
      await client.query(
        `INSERT INTO audit.auditor_searches (tenant, person_id, asked, cases) VALUES ($1, $2, $3, $4::uuid[])`,
        [tenant, personId, JSON.stringify({ ...filter, ...after }), page.items.map(({ id }) => id)],
      );
      return page;
    });
  }
}
