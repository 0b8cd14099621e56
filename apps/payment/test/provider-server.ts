import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A request as a provider of the test got it. */
export interface Got {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What it does with it: answers by itself, or returns status and JSON. */
export type Behaviour = (
  got: Got,
  response: ServerResponse,
) => { readonly status?: number; readonly json: unknown } | void;

/** A provider of the test on a real socket, which behaves as it is told. */
export class ProviderServer {
  readonly got: Got[] = [];

  private constructor(
    private readonly server: Server,
    public behaviour: Behaviour,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        const got = { method, path, headers, body: Buffer.concat(chunks).toString() };
        this.got.push(got);
        const answer = this.behaviour(got, response);
        if (answer === undefined) return;
        const { status = 200, json } = answer;
        response.writeHead(status, {
          'content-type': status < 300 ? 'application/json' : 'application/problem+json',
        });
        response.end(JSON.stringify(json));
      });
    });
  }

  static async start(
    behaviour: Behaviour,
    tls?: Parameters<typeof createTlsServer>[0],
  ): Promise<ProviderServer> {
    const server = tls === undefined ? createServer() : (createTlsServer(tls) as unknown as Server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ProviderServer(server, behaviour, tls === undefined ? 'http' : 'https');
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

/** A folder with these files in it. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** PEM texts. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of the test. */
export async function newAuthority(name = 'authority'): Promise<Certified> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/** A certificate for this machine, or for a client. @param ends days from now; a negative one has expired */
export async function certifiedBy(authority: Certified, name: string, ends = 30): Promise<Certified> {
  const day = 24 * 3_600_000;
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: authority,
    notBeforeDate: new Date(Date.now() - 60 * day),
    notAfterDate: new Date(Date.now() + ends * day),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { cert, key };
}
