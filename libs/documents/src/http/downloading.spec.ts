import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http, { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendDocument } from './downloading';

const content = randomBytes(6_000_000);
const given: Buffer[] = [];

/** Memory of its own each, as what comes out of a cipher has. */
async function* owned(pieceBytes: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < content.length; at += pieceBytes) {
    const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, content.length - at));
    content.copy(piece, 0, at);
    given.push(piece);
    yield piece;
  }
}

const server = createServer((request, response) => {
  const document = { name: 'Lageplan.pdf', mediaType: 'application/pdf', size: content.length };
  void sendDocument(response, { ...document, content: owned(Number(request.url?.slice(1))) });
});
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());

async function read(pieceBytes: number): Promise<string> {
  const request = http.get({ port: (server.address() as AddressInfo).port, path: `/${pieceBytes}` });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const hash = createHash('sha256');
  for await (const piece of response) {
    hash.update(piece as Buffer);
    // Slower than the server: what it writes has to wait in its memory.
    await new Promise(setImmediate);
  }
  return hash.digest('hex');
}

test.each([1_000, 65_536, 1_000_000])(
  'a document in pieces of %i bytes arrives as it is, however slowly it is read, and leaves nothing in memory',
  async (pieceBytes) => {
    given.length = 0;
    expect(await read(pieceBytes)).toBe(createHash('sha256').update(content).digest('hex'));
    const left = given.filter(({ length }) => length > 0);
    expect(left.length).toBeLessThan(given.length);
  },
);
