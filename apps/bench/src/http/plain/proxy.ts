import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes every request on and its answer back: what `node:http` alone does. Forked; takes the port of the server behind it. */
const port = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true });
const proxy = http.createServer((request, response) => {
  const passedOn = http.request(
    {
      host: '127.0.0.1',
      port,
      agent,
      path: request.url,
      method: request.method,
      headers: request.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  passedOn.on('error', () => response.destroy());
  request.pipe(passedOn);
});
proxy.listen(0, '127.0.0.1', () => process.send?.((proxy.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
