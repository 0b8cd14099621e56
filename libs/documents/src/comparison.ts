import { createHash } from 'node:crypto';
import { addressOf } from './documents';
import type { DocumentsTable } from './documents-table';
import type { ObjectStore } from './object-store';

/** One thing about documents that is not as it should be. */
export interface DocumentDifference {
  /**
   * `orphan`: it lies in the store and belongs to nothing; `missing`: it belongs to a case and does not lie there; `changed`: what
   * lies there is not what its hash says.
   */
  readonly kind: 'orphan' | 'missing' | 'changed';
  /** The case; for an orphan the id or the hash in its key. */
  readonly streamId: string;
  readonly detail: string;
}

/** What is younger may be on its way into the table, in ms. */
const onItsWayMs = 3_600_000;
/** Keys that are looked up at once. */
const batchSize = 500;

/**
 * Compares the store with what is known of documents: what belongs to nothing, what is not there, and what of the portal's own papers
 * was changed. What people handed in may be large, and shows a change when it is opened: it is not read here.
 */
export async function compareDocuments(
  store: ObjectStore,
  table: DocumentsTable,
  tenant: string,
  now: number = Date.now(),
): Promise<readonly DocumentDifference[]> {
  const lying = new Set<string>();
  const differences: DocumentDifference[] = [];
  let batch: { readonly key: string; readonly name: string; readonly isNew: boolean }[] = [];
  const lookUp = async (): Promise<void> => {
    const names = batch.map(({ name }) => name);
    const known = await table.known(tenant, names);
    for (const { key, name, isNew } of batch)
      if (!known.has(name) && !isNew)
        differences.push({ kind: 'orphan', streamId: name, detail: `${key} belongs to no document` });
    batch = [];
  };
  for await (const { key, writtenAt } of store.list(`${tenant}/`)) {
    lying.add(key);
    batch.push({ key, name: nameIn(key), isNew: writtenAt.getTime() > now - onItsWayMs });
    if (batch.length >= batchSize) await lookUp();
  }
  await lookUp();
  for await (const { streamId, id, hash, isOwn } of table.allComplete(tenant)) {
    const address = addressOf(tenant, hash);
    if (!lying.has(address) && !(await store.has(address)))
      differences.push({ kind: 'missing', streamId, detail: `document ${id} is not in ${store.place}` });
    else if (isOwn && (await hashAt(store, address)) !== hash)
      differences.push({ kind: 'changed', streamId, detail: `document ${id} was changed in ${store.place}` });
  }
  return differences;
}

/** SHA-256 of what lies there, lower-case hex. @throws ObjectMissing, Unavailable */
async function hashAt(store: ObjectStore, address: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of await store.read(address)) hash.update(piece);
  return hash.digest('hex');
}

/** The hash of a whole document, the id of the one that a part is of. */
function nameIn(key: string): string {
  const [, area, first = '', last = ''] = key.split('/');
  return area === 'parts' ? first : last;
}
