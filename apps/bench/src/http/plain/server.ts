import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers every request with the same bytes: what `node:http` alone does. Forked; takes the answer as its argument. */
const { headers, body } = JSON.parse(process.argv[2] ?? '{}') as {
  headers: http.OutgoingHttpHeaders;
  body: string;
};
const bytes = Buffer.from(body);
const server = http.createServer((_, response) => {
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
