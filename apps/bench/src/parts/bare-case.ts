import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { waitFor } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { type ByProcess, cpuOfProcess, cpuOfTree, scaled, since } from '../http/processes';
import type { Infrastructure } from '../infrastructure';
import { asOwner } from '../owner';
import { createTopics } from './broker';

/** What a case of `http --only cases` is made of, counted there: acts and readings over HTTP, two papers, four mails. */
const [acts, readings, papers, mails] = [11, 9, 2, 4];
/** What services ask each other meanwhile: of so many acts and readings, each one question. */
const [askingActs, askingReadings] = [9, 9];
/** The acts that make a paper: what the citizen files, and the decision. */
const [files, decides] = [2, 7];
/** The product makes a paper so long after the act, and whoever plays a case waits for that of the decision before it goes on. */
const paperRestMs = 500;
const atOnce = 4;
const warmUpCases = 100;
/** So long everything comes to rest, and so long it is looked at then. */
const idleSeconds = 8;
/** About as long as an event is told in. */
const filling = 'x'.repeat(900);

/** How cases are played. */
interface Manner {
  /** From the act to its paper. */
  readonly restMs: number;
  /** With papers as the law wants them, what is told signed, and questions between services. */
  readonly demanding: boolean;
}

/** Starts a program of this folder and waits for what it says first. */
export type Start = (
  file: string,
  args: readonly string[],
) => Promise<{ readonly child: ChildProcess; readonly told: unknown }>;

/**
 * The bare case: what a case costs the parts that the product is made of, played as `http --only cases` plays its own. Everything is written to
 * PostgreSQL and committed, told to Kafka and noted by five consumers, one of which answers with events of its own; papers are made and mails sent. Nothing is
 * validated, authorized, encrypted, signed, chained, verified or made to be searched, and nobody has a page open.
 *
 * Played three times: as fast as it goes, where batches are as large as they get; with the product's rest before its papers, which sets how many
 * cases four at once come to, and so how few events share a batch; and so again with three of the things that the bare case leaves out and no
 * case of ours could: papers that everybody can read, made as the product makes them; batches that are signed and verified; and what services ask each other.
 * What the parts use while nothing is played is taken off.
 */
export async function bareCase(
  { owner, service, brokers, pid }: Infrastructure,
  started: Start,
  count: number,
): Promise<readonly Figure[]> {
  const known = randomUUID();
  await asOwner(owner, [
    `CREATE TABLE bench.events (transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), position bigserial PRIMARY KEY,
       topic text NOT NULL, stream uuid NOT NULL, value text NOT NULL)`,
    'CREATE INDEX feed ON bench.events (topic, transaction, position)',
    'CREATE INDEX streams ON bench.events (stream, topic)',
    'CREATE TABLE bench.checkpoints (topic text PRIMARY KEY, transaction xid8 NOT NULL, position bigint NOT NULL)',
    'CREATE TABLE bench.noted (listener text NOT NULL, topic text NOT NULL, stream uuid NOT NULL, sent timestamptz)',
    'CREATE INDEX of_stream ON bench.noted (stream, listener)',
    `INSERT INTO bench.answers VALUES ('${known}', '{"accounts":["${randomUUID()}"]}')`,
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
  const asked = await started('parts/reading-server.js', [service, known]);
  const server = await started('parts/case-server.js', [service, String(asked.told), ...brokers]);
  const proxy = await started('http/plain/proxy.js', [String(server.told)]);
  const agent = new http.Agent({ keepAlive: true });
  const ask = async (method: string, path: string, body?: object): Promise<void> => {
    const request = http.request({ agent, method, port: Number(proxy.told), path });
    request.end(body && JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await text(response);
    if (response.statusCode !== 200) throw new Error(`${method} answered ${response.statusCode}`);
  };
  let played = 0;
  const play = async (total: number, { restMs, demanding }: Manner): Promise<void> => {
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next++ < total) {
          const id = randomUUID();
          for (let act = 0; act < acts; act += 1) {
            const paperAfterMs = act === files || act === decides ? restMs : undefined;
            const pathOf = (asking: number) => `/${id}${demanding && act < asking ? '/asking' : ''}`;
            await ask('POST', pathOf(askingActs), { filling, paperAfterMs, mail: act < mails, demanding });
            if (act < readings) await ask('GET', pathOf(askingReadings));
            if (act === decides) await delay(restMs);
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
  const used = (): ByProcess => ({
    'PostgreSQL and the broker': cpuOfTree(pid),
    'services and HTTP': [proxy, server, asked].reduce(
      (sum, { child }) => sum + cpuOfProcess(child.pid ?? -1),
      0,
    ),
    'the five that hear it': listeners.reduce((sum, { child }) => sum + cpuOfProcess(child.pid ?? -1), 0),
  });
  report(`a bare case: ${warmUpCases} to warm up`);
  await play(warmUpCases, { restMs: 0, demanding: true });
  await delay(idleSeconds * 1_000);
  const [quiet, beginOfQuiet] = [used(), performance.now()];
  await delay(idleSeconds * 1_000);
  const idlePerMs = scaled(since(quiet, used()), 1 / (performance.now() - beginOfQuiet));

  const measured = async (name: string, manner: Manner): Promise<readonly Figure[]> => {
    report(`${name}: ${count}, ${atOnce} at once`);
    const [before, begin] = [used(), performance.now()];
    await play(count, manner);
    const ms = performance.now() - begin;
    const idle = scaled(idlePerMs, ms);
    const parts = Object.entries(since(before, used())).map(([part, cpu]) => ({
      what: `${name}, ${part}`,
      value: (cpu - (idle[part] ?? 0)) / count,
      unit: ' ms CPU',
    }));
    const together = parts.reduce((sum, { value }) => sum + value, 0);
    return [
      ...parts,
      { what: `${name}, together`, value: together, unit: ' ms CPU' },
      { what: `${name}, cases per second`, value: (count * 1_000) / ms },
    ];
  };
  const figures = [
    ...(await measured('bare case', { restMs: 0, demanding: false })),
    ...(await measured('bare case, papers rest', { restMs: paperRestMs, demanding: false })),
    ...(await measured('bare case, papers of law, signed, asking', { restMs: paperRestMs, demanding: true })),
  ];
  smtp.close();
  agent.destroy();
  return figures;
}
