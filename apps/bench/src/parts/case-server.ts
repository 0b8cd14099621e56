import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import PDFDocument from 'pdfkit';
import { copyOfFiled, noticeLetter } from '#pdf';
import { copyOf, notice as letter } from '../papers';
import { append, telling } from './tell';

const copy = copyOf(12);

/**
 * The service of the bare case (`bare-case.ts`): a reading is one statement, an act two, and what was appended is told; a paper is made when the
 * act says so. `node:http`, pg, kafkajs and pdfkit alone. Forked; takes the URL of the database, the port
 * of another service, which it asks where the path says so, and the brokers.
 */
const [url = '', asked = '', ...brokers] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true });
const topic = 'application';
const pool = new pg.Pool({ connectionString: url, max: 10 });

let copiesMore = false;

async function main(): Promise<void> {
  const appended = await telling(pool, topic, brokers);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, stream = '', asking] = request.url?.split('/') ?? [];
    if (asking !== undefined) await question();
    if (request.method === 'GET') {
      const { rows } = await pool.query<{ value: string }>({
        name: 'read',
        text: 'SELECT value FROM bench.events WHERE topic = $1 AND stream = $2 ORDER BY position DESC LIMIT 1',
        values: [topic, stream],
      });
      response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0]?.value ?? '{}');
      return;
    }
    const value = (await buffer(request)).toString();
    await append(pool, topic, stream, value);
    appended();
    response.writeHead(200, { 'content-type': 'application/json' }).end(value);
    const { paperAfterMs, demanding } = JSON.parse(value) as { paperAfterMs?: number; demanding: boolean };
    if (paperAfterMs === undefined) return;
    await delay(paperAfterMs);
    // Copies and letters take turns, as in a case.
    copiesMore = !copiesMore;
    const bytes = await (!demanding
      ? bareLetter(value)
      : copiesMore
        ? copyOfFiled(copy)
        : noticeLetter(letter));
    const of = value.slice(-500);
    await append(pool, topic, stream, JSON.stringify({ of, demanding, hex: bytes.toString('hex', 0, 32) }));
    appended();
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

/** What another service is asked before somebody is answered. */
async function question(): Promise<void> {
  const [answer] = (await once(http.get({ agent, port: Number(asked) }), 'response')) as [IncomingMessage];
  await buffer(answer);
}

/** One page of text in a font that every reader has: none is read or embedded, which a paper of ours needs. */
function bareLetter(text: string): Promise<Buffer> {
  const paper = new PDFDocument({ size: 'A4' });
  const bytes = buffer(paper);
  paper.fontSize(10);
  for (let line = 0; line < 30; line += 1)
    paper.text(`${line}. Angaben zum Vorgang ${text.slice(0, 36)}, wie sie gemacht wurden`);
  paper.end();
  return bytes;
}

process.once('disconnect', () => process.exit());
main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
