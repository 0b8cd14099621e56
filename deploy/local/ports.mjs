import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One file per port that a launcher or a test run has chosen but that nobody listens on yet. */
const claims = join(tmpdir(), `serviceportal-ports-${process.getuid?.() ?? ''}`);
/** Ports that this process has claimed. @type {Set<string>} */
const claimed = new Set();
process.once('exit', () => claimed.forEach((file) => rmSync(file, { force: true })));

/**
 * Finds free ports and never gives the same one twice, not even to two launchers that start at the same time: minutes can pass
 * between the choice of a port and the start of the service that listens on it.
 * @typedef {{ next: (wanted: number) => Promise<number> }} Ports
 */

/** @param {readonly number[]} [reserved] ports that somebody will want; never given as a replacement @returns {Ports} */
export function createPorts(reserved = []) {
  /** @type {Set<number>} */
  const given = new Set();
  return {
    /** The wanted port, or the next free one above it; 0 gives any free port. */
    async next(wanted) {
      const step = wanted === 0 ? 0 : 1; // 0 asks the system for any free port, again and again
      for (let port = wanted; port <= 65_535; port += step) {
        if (given.has(port) || (port !== wanted && reserved.includes(port))) continue;
        const free = await whenFree(port);
        if (free === undefined || given.has(free) || !claim(free)) continue;
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
 * Claims a port for this process until it ends. @param {number} port
 * @returns {boolean} false when another process that still runs has claimed it
 */
export function claim(port) {
  mkdirSync(claims, { recursive: true });
  const file = join(claims, String(port));
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      claimed.add(file);
      return true;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const owner = readFileSync(file, 'utf8');
      if (owner === String(process.pid)) return true;
      if (owner === '' || isAlive(Number(owner))) return false; // empty: being written now
      rmSync(file, { force: true }); // its claimant was killed
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
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
