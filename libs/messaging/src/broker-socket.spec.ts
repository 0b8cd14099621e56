import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { watchedSocket } from './broker-socket';

let server: Server;
let accepted: Promise<Socket>;

beforeEach(async () => {
  server = createServer();
  accepted = once(server, 'connection').then(([socket]) => socket as Socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

async function connected(silenceMs: number): Promise<{ socket: Socket; broker: Socket }> {
  const { port } = server.address() as AddressInfo;
  const socket = watchedSocket({ host: '127.0.0.1', port, onConnect: () => undefined }, silenceMs);
  return { socket, broker: await accepted };
}

test('a broker that takes a request and does not answer is noticed', async () => {
  const { socket, broker } = await connected(20);
  socket.write('request');
  await once(socket, 'timeout');
  socket.destroy();
  broker.destroy();
});

test('a connection on which nothing is asked may be silent, also after an answer', async () => {
  const { socket, broker } = await connected(20);
  const timeouts = jest.fn();
  socket.on('timeout', timeouts);
  socket.write('request');
  await once(broker, 'data');
  broker.write('answer');
  await once(socket, 'data');
  expect(socket.timeout).toBe(0);
  expect(timeouts).not.toHaveBeenCalled();
  socket.destroy();
  broker.destroy();
});
