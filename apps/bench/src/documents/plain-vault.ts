import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * The floor: what comes over HTTP goes through AES-256-GCM and SHA-256 of `node:crypto` into a file, durably, and comes back; nothing
 * else happens. Forked; takes its folder as its argument.
 */
const folder = process.argv[2] ?? '.';
const key = randomBytes(32);
const nonce = randomBytes(12);
const path = join(folder, 'plain');
let tag = Buffer.alloc(16);

async function take(request: IncomingMessage): Promise<void> {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const hash = createHash('sha256');
  const file = await open(`${path}.new`, 'w');
  for await (const piece of request) {
    const sealed = cipher.update(piece as Buffer);
    hash.update(sealed);
    await file.write(sealed);
  }
  cipher.final();
  tag = cipher.getAuthTag();
  hash.digest();
  await file.datasync();
  await file.close();
  await rename(`${path}.new`, path);
}

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    take(request).then(
      () => response.writeHead(201).end(),
      () => response.destroy(),
    );
    return;
  }
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag);
  pipeline(createReadStream(path), decipher, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
