import type { TenantDatabase } from '#database';

/** A kept answer that names an event that is not there, or that is no answer. */
export interface WrongAnswer {
  readonly streamId: string;
  readonly version: number;
  readonly reason: string;
}

/** Some of the answers of a tenant. */
export interface CheckedAnswers {
  readonly answers: number;
  readonly wrong: readonly WrongAnswer[];
  /** Where to go on; absent on the last page. */
  readonly next?: string;
}

/**
 * Looks through the answers that are kept for repeated commands, in order of their keys: each must name an event that the log
 * has, or it would tell somebody of something that never happened.
 * @param after key to go on after
 */
export async function checkKeptAnswers(
  database: TenantDatabase,
  {
    tenant,
    after,
    limit,
  }: { readonly tenant: string; readonly after?: string | undefined; readonly limit: number },
): Promise<CheckedAnswers> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ key: string; streamId: string; version: number; isThere: boolean; isAnswer: boolean }>({
      name: 'check_kept_answers',
      text: `SELECT key, stream_id AS "streamId", version, answer IS JSON AS "isAnswer",
          version = 0 OR EXISTS (SELECT FROM event_store.events
            WHERE events.tenant = $1 AND events.stream_id = kept.stream_id AND events.version = kept.version) AS "isThere"
        FROM event_store.kept_answers AS kept WHERE tenant = $1 AND key > $2 ORDER BY key LIMIT $3`,
      values: [tenant, after ?? '', limit],
    }),
  );
  const wrong = rows
    .filter(({ isThere, isAnswer }) => !isThere || !isAnswer)
    .map(({ streamId, version, isThere }) => ({
      streamId,
      version,
      reason: isThere ? 'the answer is not JSON' : 'the answer names an event that the log does not have',
    }));
  const last = rows.at(-1);
  return {
    answers: rows.length,
    wrong,
    ...(rows.length === limit && last !== undefined ? { next: last.key } : {}),
  };
}
