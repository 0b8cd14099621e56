import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { producerOf } from './broker';

/** Milliseconds between two batches, as of a relay. */
const paceMs = 60;

/**
 * Tells a topic what is appended to a table of the bare case (`bare-case.ts`), with kafkajs and pg alone: one that comes alone at once, what
 * follows within the pace together. Two statements a batch: what there is, and how far it was told.
 * @returns what is called after each append
 */
export async function telling(pool: pg.Pool, topic: string, brokers: readonly string[]): Promise<() => void> {
  const producer = await producerOf(topic, brokers);
  let [transaction, position, appended, told, isUnderWay] = ['0', '0', 0, 0, false];
  const tell = async (): Promise<void> => {
    while (told < appended) {
      const { rows } = await pool.query<{
        told_transaction: string;
        position: string;
        stream: string;
        value: string;
      }>({
        name: 'to_tell',
        text: `SELECT transaction::text AS told_transaction, position, stream, value FROM bench.events
          WHERE topic = $1 AND (transaction, position) > ($2, $3) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY transaction, position LIMIT 100`,
        values: [topic, transaction, position],
      });
      const last = rows.at(-1);
      if (last !== undefined) {
        const headers = rows.some(({ value }) => value.includes('"demanding":true'))
          ? { signature: signatureOf(rows.map(({ value }) => value)) }
          : {};
        const messages = rows.map(({ stream, value }) => ({ key: stream, value, headers }));
        await producer.send({ topic, acks: -1, messages });
        ({ told_transaction: transaction, position } = last);
        told += rows.length;
        await pool.query({
          name: 'told',
          text: 'UPDATE bench.checkpoints SET transaction = $2, position = $3 WHERE topic = $1',
          values: [topic, transaction, position],
        });
      }
      await delay(last === undefined ? 2 : paceMs);
    }
  };
  return () => {
    appended += 1;
    if (isUnderWay) return;
    isUnderWay = true;
    tell()
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      })
      .finally(() => (isUnderWay = false));
  };
}

/** Appends an event of the bare case to a stream, after reading what the stream holds: two statements. */
export async function append(pool: pg.Pool, topic: string, stream: string, value: string): Promise<void> {
  await pool.query({
    name: 'stream',
    text: 'SELECT value FROM bench.events WHERE topic = $1 AND stream = $2 ORDER BY position',
    values: [topic, stream],
  });
  await pool.query({
    name: 'append',
    text: 'INSERT INTO bench.events (topic, stream, value) VALUES ($1, $2, $3)',
    values: [topic, stream, value],
  });
}

/** Whoever tells signs with one key; nobody is kept out by it. */
const signingKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]),
  ...{ format: 'der', type: 'pkcs8' },
});
const verifyingKey = createPublicKey(signingKey);
const statementLength = 32;

/** One signature for a batch: over the hash of all its records, which it begins with. */
function signatureOf(values: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const value of values) hash.update(value);
  const statement = hash.digest();
  return Buffer.concat([statement, sign(null, statement, signingKey)]);
}

/** @returns whether a batch that was told is signed as it should be; what every record of it carries, so it is asked once for each batch */
export function isSigned(signature: Buffer): boolean {
  return verify(
    null,
    signature.subarray(0, statementLength),
    verifyingKey,
    signature.subarray(statementLength),
  );
}
