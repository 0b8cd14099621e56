import type { PoolClient } from 'pg';
import { table } from './documents-table';

/** A document that a history says belongs to its case. */
interface Bound {
  readonly streamId: string;
  readonly documentId: string;
  readonly hash: string;
}

/**
 * What is wrong with what is known of documents beside the history, by stream: without it nobody opens them.
 * @param client belongs to the tenant
 */
export async function wronglyKnown(
  client: PoolClient,
  tenant: string,
  documents: readonly Bound[],
): Promise<ReadonlyMap<string, string>> {
  const wrong = new Map<string, string>();
  if (documents.length === 0) return wrong;
  const { rows } = await client.query<{ id: string; hash: string | null; bound: boolean }>(
    `SELECT id, hash, bound FROM ${table} WHERE tenant = $1 AND id = ANY ($2)`,
    [tenant, documents.map(({ documentId }) => documentId)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { streamId, documentId, hash } of documents) {
    const row = known.get(documentId);
    if (row === undefined) wrong.set(streamId, 'a document of the case is not known any more');
    else if (!row.bound || row.hash !== hash)
      wrong.set(streamId, 'what is known of a document of the case was changed');
  }
  return wrong;
}
