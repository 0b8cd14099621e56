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

interface KeptRow extends Pick<WrongAnswer, 'streamId' | 'version'> {
  readonly key: string;
  readonly answer: string;
  /** Whether the event is in the log. */
  readonly isThere: boolean;
}

/** What is wrong with an answer, in words without any of it; undefined for one that is as it should be. */
function reasonOf({ version, answer, isThere }: KeptRow): string | undefined {
  if (!isThere) return 'the answer names an event that the log does not have';
  const told = parsed(answer);
  if (told === undefined) return 'the answer is not JSON';
  // What says nothing of its event tells of no other.
  const { version: toldVersion = version } = Object(told) as { version?: unknown };
  return toldVersion === version
    ? undefined
    : 'the answer tells of another event than the one it is kept for';
}

/** Not by PostgreSQL: a text that it cannot take apart would end the look at all the others. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Looks through the answers that are kept for repeated commands, in order of their keys: each must name an event that the log
 * has, and tell of that one, or it would tell somebody of something that never happened.
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
    client.query<KeptRow>({
      name: 'check_kept_answers',
      text: `SELECT key, stream_id AS "streamId", version, answer,
          version = 0 OR EXISTS (SELECT FROM event_store.events
            WHERE events.tenant = $1 AND events.stream_id = kept.stream_id AND events.version = kept.version) AS "isThere"
        FROM event_store.kept_answers AS kept WHERE tenant = $1 AND key > $2 ORDER BY key LIMIT $3`,
      values: [tenant, after ?? '', limit],
    }),
  );
  const wrong = rows
    .map((row) => ({ streamId: row.streamId, version: row.version, reason: reasonOf(row) }))
    .filter((one): one is WrongAnswer => one.reason !== undefined);
  const last = rows.at(-1);
  return {
    answers: rows.length,
    wrong,
    ...(rows.length === limit && last !== undefined ? { next: last.key } : {}),
  };
}
