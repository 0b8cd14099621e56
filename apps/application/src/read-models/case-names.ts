import type { PoolClient } from 'pg';

/**
 * By what cases are found besides their references (table `application.case_names`): keyed hashes, one row for each word of names and
 * addresses and each beginning of one. Plain data that follows from the content of a case.
 */
export type Mark = string;

interface NamedCase {
  readonly tenant: string;
  readonly streamId: string;
}

/** From now on a case is found by these, and by nothing else. */
export async function replaceNames(
  transaction: PoolClient,
  { tenant, streamId }: NamedCase,
  marks: readonly Mark[],
): Promise<void> {
  await transaction.query(
    `WITH gone AS (
       DELETE FROM application.case_names WHERE tenant = $1 AND stream_id = $2 AND NOT mark = ANY ($3::bigint[])
     )
     INSERT INTO application.case_names (tenant, mark, stream_id) SELECT $1, unnest($3::bigint[]), $2 ON CONFLICT DO NOTHING`,
    [tenant, streamId, marks],
  );
}

/** SQL: the ids of the tenant's cases (`$1`) that have one of these. @param marks an expression for an array of bigint */
export const casesNamed = (marks: string): string =>
  `SELECT stream_id FROM application.case_names WHERE tenant = $1 AND mark = ANY (${marks}::bigint[])`;
