import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { Logger } from '@nestjs/common';
import { selfSigned } from '../test/certificate';
import { KafkaJsBroker } from './kafkajs-broker';
import { openSendingThread } from './sending-thread';

Logger.overrideLogger(false);

const [server, client, stranger] = ['broker', 'client', 'stranger'].map(selfSigned) as [
  ReturnType<typeof selfSigned>,
  ReturnType<typeof selfSigned>,
  ReturnType<typeof selfSigned>,
];
let listening: Server;

beforeAll(async () => {
  // Says nothing of Kafka: only how it is reached is looked at.
  listening = createServer({ ...server, ca: client.cert, requestCert: true, rejectUnauthorized: false });
  listening.on('secureConnection', (socket) => socket.on('data', () => socket.destroy()));
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
});
afterAll(() => listening.close());

const address = () => `127.0.0.1:${(listening.address() as AddressInfo).port}`;

const brokerWith = (tls: { authorities: string; certificate?: string; key?: string }) => {
  return new KafkaJsBroker('testing', { brokers: [address()], tls });
};

test('the brokers are reached by TLS, and know us by our certificate', async () => {
  const known: unknown[] = [];
  listening.on('secureConnection', (socket: TLSSocket) =>
    known.push([socket.authorized, socket.getPeerCertificate().subject.CN]),
  );
  const broker = brokerWith({ authorities: server.cert, certificate: client.cert, key: client.key });
  await expect(broker.check()).rejects.toThrow(/closed|connection/i);
  expect(known.splice(0)[0]).toEqual([true, 'client']);
  const tls = { ca: server.cert, cert: client.cert, key: client.key };
  await expect(openSendingThread({ clientId: 'testing', brokers: [address()], tls })).rejects.toThrow(
    /closed/i,
  );
  expect(known[0]).toEqual([true, 'client']);
});

test('a broker for whom nobody vouches is told nothing', async () => {
  await expect(brokerWith({ authorities: stranger.cert }).check()).rejects.toThrow(/self-signed certificate/);
  await expect(
    openSendingThread({ clientId: 'testing', brokers: [address()], tls: { ca: stranger.cert } }),
  ).rejects.toThrow(/self-signed certificate/);
});
