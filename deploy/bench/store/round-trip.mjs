// @ts-check
import pg from 'pg';
import { repeat } from '../measure.mjs';

/**
 * A prepared statement that does nothing, by `pg` alone: what a round trip costs Node on this machine before it has done
 * any work. @param {string} url @param {number} connections
 */
export async function roundTrip(url, connections) {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  /** @type {import('../measure.mjs').Contender} */
  const contender = {
    name: 'pg: an empty statement',
    run: (concurrency, seconds) =>
      repeat(
        concurrency,
        seconds,
        (worker) => async () => void (await clients[worker]?.query({ name: 'empty', text: 'SELECT' })),
      ),
  };
  return { contender, close: () => Promise.all(clients.map((client) => client.end())) };
}
