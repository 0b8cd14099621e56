import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createPorts, isFree } from '../ports.mjs';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

test('a taken port is replaced by the next free one', async () => {
  const taken = await listen();
  const port = await createPorts().next(taken);
  expect(port).toBeGreaterThan(taken);
  expect(await isFree(port)).toBe(true);
});

test('a port that is taken on the other address family alone counts as taken', async () => {
  const taken = await listen('::1');
  expect(await isFree(taken)).toBe(false);
});

test('no port is given twice, and no replacement is one that somebody else will want', async () => {
  const first = await createPorts().next(20_000);
  const ports = createPorts([first, first + 1, first + 2]);
  expect(await ports.next(first)).toBe(first);
  const replacement = await ports.next(first);
  expect(replacement).toBeGreaterThan(first + 2);
});

test('a port that another launcher has chosen, but does not listen on yet, is not chosen again', async () => {
  const chosen = await createPorts().next(21_000);
  const choose = `const { createPorts } = await import(${JSON.stringify(resolve(__dirname, '../ports.mjs'))}); console.log(await createPorts().next(${chosen}));`;
  const other = () =>
    Number(
      spawnSync(process.execPath, ['--input-type=module', '--eval', choose], { encoding: 'utf8' }).stdout,
    );
  const first = other();
  expect(first).toBeGreaterThan(chosen);
  // The claim of a process that has ended is void.
  expect(other()).toBe(first);
});

/** @returns a port that is taken now */
async function listen(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return (server.address() as AddressInfo).port;
}
