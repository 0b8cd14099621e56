import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Unavailable } from '#availability';
import type { Scanner, Verdict } from './scanner';

/** How long the daemon may say nothing once it has everything, in ms: archives take their time. */
const patienceMs = 120_000;
const connectMs = 5_000;
/** No `MaxRecursion` reaches further. */
const deepest = 100;
/** What it says instead of a signature where content exceeds one of its limits; with `AlertExceedsMax` alone. */
const limitExceeded = /^Heuristics\.Limits\.Exceeded(?:\.(.+))?$/;

/**
 * ClamAV's daemon, spoken to as `clamd(8)` says (`INSTREAM`): content is passed on as it comes, nothing is stored for it.
 * @param address `host:port`, or the path of its socket
 */
export class Clamd implements Scanner {
  readonly place: string;

  constructor(private readonly address: string) {
    this.place = `clamd at ${address}`;
  }

  async scan(content: AsyncIterable<Buffer>): Promise<Verdict> {
    const answer = await this.ask('zINSTREAM\0', content);
    if (answer === 'stream: OK') return { kind: 'clean' };
    const [, signature] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
    const [, limit] = limitExceeded.exec(signature ?? '') ?? [];
    if (limit !== undefined) return { kind: 'unscannable', limit };
    if (signature !== undefined) return { kind: 'found', signature };
    throw new Unavailable(this.place, new Error(answer === '' ? 'it answered nothing' : answer));
  }

  async check(): Promise<void> {
    const answer = await this.ask('zPING\0');
    if (answer !== 'PONG') throw new Unavailable(this.place, new Error(answer));
  }

  async passesUnseen(): Promise<boolean> {
    // It remembers what was clean: every probe is another one.
    let probe = randomBytes(16);
    for (let level = 0; level <= deepest; level += 1) probe = gzipSync(probe);
    return (await this.scan(Readable.from([probe]))).kind === 'clean';
  }

  private async ask(command: string, content?: AsyncIterable<Buffer>): Promise<string> {
    const socket = await this.connected();
    // It may answer and leave before it has everything, e.g. where its own limit is too low.
    const answer = answerOf(socket);
    answer.catch(() => undefined);
    try {
      await written(socket, Buffer.from(command));
      if (content !== undefined) await sendChunks(socket, content);
      return await answer;
    } catch (error) {
      throw this.isOwn(error) ? new Unavailable(this.place, error) : error;
    } finally {
      socket.destroy();
    }
  }

  private async connected(): Promise<Socket> {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(this.address) ?? [];
    const socket =
      host === undefined ? connect({ path: this.address }) : connect({ host, port: Number(port) });
    socket.setTimeout(connectMs, () => socket.destroy(new LostConnection('it does not answer')));
    try {
      await once(socket, 'connect');
    } catch (error) {
      throw new Unavailable(this.place, error);
    }
    socket.setTimeout(patienceMs);
    return socket;
  }

  private isOwn(error: unknown): boolean {
    return error instanceof LostConnection;
  }
}

/** What happens to the connection, as opposed to what the content throws. */
class LostConnection extends Error {
  override readonly name = 'LostConnection';
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
    });
    socket.on('error', ({ message }) => reject(new LostConnection(message)));
    socket.on('close', () => reject(new LostConnection('it closed the connection')));
  });
}

async function sendChunks(socket: Socket, content: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of content) {
    if (piece.length === 0) continue;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    // Its answer is there already, or will never come: `answerOf` says which.
    if (socket.destroyed || socket.writableEnded) return;
    await written(socket, piece);
  }
  await written(socket, Buffer.alloc(4));
}

async function written(socket: Socket, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
}
