import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { waitFor } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { cpuOfProcess, cpuOfTree } from '../http/processes';
import type { Infrastructure } from '../infrastructure';
import { asOwner } from '../owner';
import { createTopics } from './broker';

/** What a case of `http --only cases` is made of, counted there: acts and readings over HTTP, two papers, four mails. */
const [acts, readings, papers, mails] = [11, 9, 2, 4];
const atOnce = 4;
const warmUpCases = 100;
/** About as long as an event is told in. */
const filling = 'x'.repeat(900);

/** Starts a program of this folder and waits for what it says first. */
export type Start = (
  file: string,
  args: readonly string[],
) => Promise<{ readonly child: ChildProcess; readonly told: unknown }>;

/**
 * The bare case: what a case costs the parts that the product is made of, played as `http --only cases` plays its own. Everything is written to
 * PostgreSQL and committed, told to Kafka and noted by five consumers, one of which answers with events of its own; papers are made and mails sent. Nothing is
 * validated, authorized, encrypted, signed, chained, verified or made to be searched, and nobody has a page open.
 */
export async function bareCase(
  { owner, service, brokers, pid }: Infrastructure,
  started: Start,
  count: number,
): Promise<readonly Figure[]> {
  await asOwner(owner, [
    `CREATE TABLE bench.events (transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), position bigserial PRIMARY KEY,
       topic text NOT NULL, stream uuid NOT NULL, value text NOT NULL)`,
    'CREATE INDEX feed ON bench.events (topic, transaction, position)',
    'CREATE INDEX streams ON bench.events (stream, topic)',
    'CREATE TABLE bench.checkpoints (topic text PRIMARY KEY, transaction xid8 NOT NULL, position bigint NOT NULL)',
    'CREATE TABLE bench.noted (listener text NOT NULL, topic text NOT NULL, stream uuid NOT NULL, sent timestamptz)',
    'CREATE INDEX of_stream ON bench.noted (stream, listener)',
    `INSERT INTO bench.checkpoints VALUES ('application', '0', 0), ('mailbox', '0', 0)`,
    'GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA bench TO bench_service',
    'GRANT USAGE ON ALL SEQUENCES IN SCHEMA bench TO bench_service',
  ]);
  await createTopics(brokers, ['application', 'mailbox']);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const smtpPort = String((smtp.server.address() as AddressInfo).port);

  const listeners = await Promise.all(
    ['answers', 'mails', 'notes', 'notes', 'notes'].map((role, nth) =>
      started('parts/case-listener.js', [service, `case-${nth}`, role, smtpPort, ...brokers]),
    ),
  );
  const server = await started('parts/case-server.js', [service, ...brokers]);
  const proxy = await started('http/plain/proxy.js', [String(server.told)]);
  const agent = new http.Agent({ keepAlive: true });
  const ask = async (method: string, id: string, body?: object): Promise<void> => {
    const request = http.request({ agent, method, port: Number(proxy.told), path: `/${id}` });
    request.end(body && JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await text(response);
    if (response.statusCode !== 200) throw new Error(`${method} answered ${response.statusCode}`);
  };
  let played = 0;
  const play = async (total: number): Promise<void> => {
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next++ < total) {
          const id = randomUUID();
          for (let act = 0; act < acts; act += 1) {
            await ask('POST', id, { filling, paper: act < papers, mail: act < mails });
            if (act < readings) await ask('GET', id);
          }
        }
      }),
    );
    played += total;
    // Each act and each paper is an event, and each of them is answered with another.
    const told = played * (acts + papers) * 2;
    for (const { child } of listeners)
      await waitFor('every event being noted', async () => {
        child.send('how many?');
        const [heard] = (await once(child, 'message')) as [number];
        return heard === told;
      });
  };
  const used = () => ({
    'PostgreSQL and the broker': cpuOfTree(pid),
    'HTTP, and the service that tells': [proxy, server].reduce(
      (sum, { child }) => sum + cpuOfProcess(child.pid ?? -1),
      0,
    ),
    'the five that hear it': listeners.reduce((sum, { child }) => sum + cpuOfProcess(child.pid ?? -1), 0),
  });
  report(`a bare case: ${warmUpCases} to warm up, ${count} that count, ${atOnce} at once`);
  await play(warmUpCases);
  const [before, begin] = [used(), performance.now()];
  await play(count);
  const seconds = (performance.now() - begin) / 1_000;
  const after = used();
  smtp.close();
  agent.destroy();
  const each = Object.entries(after).map(([part, ms]) => ({
    what: `a bare case, ${part}`,
    value: (ms - before[part as keyof typeof before]) / count,
    unit: ' ms CPU',
  }));
  return [
    ...each,
    {
      what: 'a bare case, together',
      value: each.reduce((sum, { value }) => sum + value, 0),
      unit: ' ms CPU',
    },
    { what: 'bare cases per second', value: count / seconds },
  ];
}
