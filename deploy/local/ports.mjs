// @ts-check
import { createServer } from 'node:net';

/**
 * Finds free ports and never gives the same one twice within a run.
 * @typedef {{ next: (wanted: number) => Promise<number> }} Ports
 */

/** @param {readonly number[]} [reserved] ports that somebody will want; never given as a replacement @returns {Ports} */
export function createPorts(reserved = []) {
  /** @type {Set<number>} */
  const given = new Set();
  return {
    /** The wanted port, or the next free one above it; 0 gives any free port. */
    async next(wanted) {
      for (let port = wanted; port <= 65_535; port++) {
        if (given.has(port) || (port !== wanted && reserved.includes(port))) continue;
        const free = await whenFree(port);
        if (free === undefined) continue;
        given.add(free);
        return free;
      }
      throw new Error(`There is no free port from ${wanted} upwards.`);
    },
  };
}

/** Is nothing listening on this port, on any address of this machine? @param {number} port @returns {Promise<boolean>} */
export async function isFree(port) {
  return (await whenFree(port)) !== undefined;
}

/**
 * Both families are tried: a program that listens on `::` alone would otherwise answer for `localhost`.
 * @param {number} port @returns {Promise<number | undefined>} the port, when it is free
 */
async function whenFree(port) {
  const first = await tryListen(port, '127.0.0.1');
  if (first === undefined) return undefined;
  for (const host of ['0.0.0.0', '::']) if ((await tryListen(first, host)) === undefined) return undefined;
  return first;
}

/** @param {number} port @param {string} host @returns {Promise<number | undefined>} */
function tryListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      // No IPv6 on this machine: then nobody listens there either.
      else if (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL') resolve(port);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}
