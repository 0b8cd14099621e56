import pg from 'pg';
import { type Contender, repeat } from '../measure';

/**
 * A prepared statement that does nothing, by `pg` alone: what a round trip costs Node on this machine before it has done
 * any work.
 */
export async function roundTrip(url: string, connections: number) {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const contender: Contender = {
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
