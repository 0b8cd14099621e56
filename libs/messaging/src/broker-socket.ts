import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely, type ConnectionOptions } from 'node:tls';

/** How often the operating system asks whether the other end is still there, in ms. */
const keepAliveMs = 60_000;

/** Where a client wants to be connected to. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  /** Options of TLS; without, the connection is plain. */
  readonly ssl?: ConnectionOptions;
  readonly onConnect: () => void;
}

/**
 * A connection to the broker that notices by itself when the broker takes requests and gives no answer: `timeout` is emitted
 * when nothing has come for `silenceMs` after something was sent. A client that watches each of its requests wakes ten times
 * a second for every connection, also when there is nothing to do.
 */
export function watchedSocket({ host, port, ssl, onConnect }: BrokerAddress, silenceMs: number): Socket {
  const socket = ssl
    ? connectSecurely({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setKeepAlive(true, keepAliveMs);
  const write = socket.write.bind(socket) as (...sent: unknown[]) => boolean;
  socket.write = (...sent: unknown[]) => {
    socket.setTimeout(silenceMs);
    return write(...sent);
  };
  socket.on('data', () => socket.setTimeout(0));
  return socket;
}
