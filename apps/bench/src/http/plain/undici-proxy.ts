import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool, type Dispatcher } from 'undici';

/** As `proxy.ts`, with undici towards the server. Forked; takes the port of the server behind it. */
class PassBack implements Dispatcher.DispatchHandler {
  constructor(private readonly response: ServerResponse) {}

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.response.writeHead(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.response.write(chunk)) return;
    controller.pause();
    this.response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.response.end();
  }

  onResponseError(): void {
    this.response.destroy();
  }
}

const pool = new Pool(`http://127.0.0.1:${process.argv[2]}`);
const proxy = http.createServer(({ method, url, headers }, response) => {
  const { connection: _, ...passedOn } = headers;
  pool.dispatch(
    { method: method as Dispatcher.HttpMethod, path: url ?? '/', headers: passedOn },
    new PassBack(response),
  );
});
proxy.listen(0, '127.0.0.1', () => process.send?.((proxy.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
