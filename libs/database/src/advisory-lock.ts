/** What an advisory lock needs of a connection. */
export interface LockConnection {
  query(text: string, values: unknown[]): Promise<{ rows: { held?: boolean }[] }>;
}

/**
 * Runs `work` while this session holds a named lock of the database; the lock ends with the connection, so a process
 * that dies or loses the database holds nothing.
 * @returns undefined, without running `work`, when another session holds the lock.
 */
export async function withAdvisoryLock<T>(
  client: LockConnection,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const { rows } = await client.query(`SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held`, [name]);
  if (rows[0]?.held !== true) return undefined;
  try {
    return await work();
  } finally {
    // On a lost connection there is nothing left to unlock.
    await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [name]).catch(() => undefined);
  }
}
