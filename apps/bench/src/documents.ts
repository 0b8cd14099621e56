import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTokenKeys, createTokenSigner, type TokenClaims } from '#auth';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { residentMemoryOfProcess } from './http/processes';
import { startInfrastructure } from './infrastructure';
import type { Answering } from './product';
import { draftAt, startApplication } from './service/application';

/**
 * A document of 50 MB into a draft and out of it, beside the same stream through `node:crypto` to a file alone; and what each of
 * several uploads at once holds in memory.
 *
 * npm run bench -- documents [--rounds 12] [--megabytes 50] [--streams 4]
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '12' },
    megabytes: { type: 'string', default: '50' },
    streams: { type: 'string', default: '4' },
  },
});

const citizen: TokenClaims = {
  sub: '00000000-0000-7000-8000-0000000000c1',
  tenant: 'duisburg',
  kind: 'person',
  roles: ['citizen'],
  offices: [],
  levelOfAssurance: 'low',
};
/** Rounds before anything is measured. */
const warmUp = 3;
/** So much is handed to the socket at once, in bytes. */
const pieceBytes = 64 * 1024;

benchmark(async (folder) => {
  const rounds = Number(options.rounds);
  const megabytes = Number(options.megabytes);
  const streams = Number(options.streams);
  const [start, end] = [Buffer.from('%PDF-1.7\n'), Buffer.from('%%EOF\n')];
  const rest = megabytes * 1_000_000 - start.length - end.length;
  const content = Buffer.concat([start, randomBytes(rest), end]);
  const infrastructure = await startInfrastructure(folder, { service: 'application' });
  const floor = fork(join(__dirname, 'documents/plain-vault.js'), [folder]);
  const started: Answering[] = [];
  try {
    const [port] = (await once(floor, 'message')) as [number];
    const keys = createTokenKeys(folder, ['application', 'identity', 'gateway']);
    const application = await startApplication(infrastructure, keys);
    started.push(application);
    const token = () => createTokenSigner('identity', keys.privateKeyFile('identity')).sign(citizen);
    const id = await draftAt(application, await token(), 'bench-draft');
    const path = `/portal/applications/${id}/documents`;

    const upload = async (bytes = content): Promise<string> => {
      const headers = {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/offset+octet-stream',
        'upload-length': String(bytes.length),
        'idempotency-key': randomUUID(),
      };
      const answer = await send(application.port, path, headers, bytes);
      return (JSON.parse(answer) as { id: string }).id;
    };
    const withToken = async () => ({ authorization: `Bearer ${await token()}` });
    const remove = async (document: string): Promise<void> => {
      const headers = await withToken();
      await fetch(`http://127.0.0.1:${application.port}${path}/${document}`, { method: 'DELETE', headers });
    };

    report('several at once');
    // Everything is loaded and connected, and nothing large has passed yet: what was held once is not given back.
    for (let nth = 0; nth < 20; nth += 1) await remove(await upload(Buffer.concat([start, end])));
    const memory = await heldBy(application, streams, async () => remove(await upload()));
    report('one after another');
    const rates = {
      up: [] as number[],
      floorUp: [] as number[],
      down: [] as number[],
      floorDown: [] as number[],
    };
    for (let round = -warmUp; round < rounds; round += 1) {
      const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
        const began = performance.now();
        await work();
        if (round >= 0) into.push(megabytes / ((performance.now() - began) / 1_000));
      };
      let document = '';
      await timed(rates.floorUp, () => send(port, '/', {}, content));
      await timed(rates.up, async () => (document = await upload()));
      await timed(rates.floorDown, () => receive(port, '/', {}));
      await timed(rates.down, async () =>
        receive(application.port, `${path}/${document}`, await withToken()),
      );
      await remove(document);
    }

    const figures = [
      { what: 'upload', value: median(rates.up), unit: ' MB/s' },
      { what: 'upload, the floor', value: median(rates.floorUp), unit: ' MB/s' },
      { what: 'upload ÷ floor', value: ratio(rates.up, rates.floorUp), floor: 0.6 },
      { what: 'download', value: median(rates.down), unit: ' MB/s' },
      { what: 'download, the floor', value: median(rates.floorDown), unit: ' MB/s' },
      { what: 'download ÷ floor', value: ratio(rates.down, rates.floorDown), floor: 0.6 },
      { what: `memory of each of ${streams} uploads at once`, value: memory, ceiling: 20, unit: ' MB' },
    ];
    console.log(`\na document of ${megabytes} MB, ${rounds} rounds`);
    printFigures(figures);
    application.child.kill('SIGTERM');
    await once(application.child, 'exit');
    return keep('documents', { rates, figures });
  } finally {
    floor.kill();
    for (const { child } of started) child.kill();
    await infrastructure.stop();
  }
});

/** Sends content in pieces. @returns the body of the answer */
function send(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  content: Buffer,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, path, method: 'POST', headers: { ...headers, 'content-length': content.length } },
      (response) => {
        let text = '';
        response.on('data', (piece) => (text += String(piece)));
        response.on('end', () =>
          response.statusCode === 201 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        );
      },
    );
    request.on('error', reject);
    let at = 0;
    const write = (): void => {
      while (at < content.length) {
        const piece = content.subarray(at, at + pieceBytes);
        at += piece.length;
        if (!request.write(piece)) return void request.once('drain', write);
      }
      request.end();
    };
    write();
  });
}

/** Reads an answer away. */
function receive(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .get({ port, path, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`it was answered with ${response.statusCode}`));
        response.on('end', resolve).on('error', reject).resume();
      })
      .on('error', reject);
  });
}

/** By how many MB, for each of so many at once, a process grows at most while they run. */
async function heldBy({ child }: Answering, streams: number, work: () => Promise<void>): Promise<number> {
  const before = residentMemoryOfProcess(child.pid ?? 0);
  let most = before;
  const look = setInterval(() => (most = Math.max(most, residentMemoryOfProcess(child.pid ?? 0))), 10);
  await Promise.all(Array.from({ length: streams }, work));
  clearInterval(look);
  return (most - before) / streams;
}

/** Round by round: whatever else the machine does, it does to both. */
function ratio(ours: readonly number[], floors: readonly number[]): number {
  return median(ours.map((rate, round) => rate / (floors[round] ?? NaN)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
