import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { asAdmin, openTenantDatabase, rowLevelSecurity, urlFor } from '#database';
import { eventStoreMigrations, PostgresEventStore } from '#event-sourcing';
import { benchmark, report } from './benchmark';
import { type Figure, keep, print } from './figures';
import { type Infrastructure, startInfrastructure } from './infrastructure';
import { interleave, type Measured, ratio } from './measure';
import { asOwner, migrate } from './owner';
import { emmett } from './store/emmett';
import { append, command, longStreams, read } from './store/ours';
import { findPgbench, pgbench } from './store/pgbench';
import { rawPg } from './store/raw-pg';
import { roundTrip } from './store/round-trip';
import { statements } from './store/statements';
import { openCases, tableOfOpenCases } from './store/subject';
import { typeormSave } from './store/typeorm';

/**
 * The event store against its floors: the same SQL from the fastest plain client, typeorm's save of the same rows, and
 * Emmett's store for PostgreSQL. All on one real PostgreSQL of this run, with the settings and the durability of production.
 *
 * npm run bench -- store [--rounds 5] [--seconds 2] [--at-once 1,8,32]
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    'at-once': { type: 'string', default: '1,8,32' },
  },
});
const concurrencies = options['at-once'].split(',').map(Number);
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const connections = Math.max(8, ...concurrencies);

benchmark(async (folder) => {
  // PostgreSQL's own default for its memory: the launcher's, small to spare a laptop, would measure the eviction of pages.
  const infrastructure = await startInfrastructure(folder, { sharedBuffers: '128MB' });
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await bench(infrastructure, folder, closers);
  } finally {
    await Promise.allSettled(closers.map((close) => close()));
    await infrastructure.stop();
  }
});

/** @param closers takes what has to be closed at the end, whatever happened */
async function bench(
  { adminUrl, owner, service: url }: Infrastructure,
  folder: string,
  closers: (() => Promise<unknown>)[],
): Promise<0 | 1> {
  await makeReadModel(owner);
  const database = openTenantDatabase(url, { connections, name: 'bench' });
  closers.push(() => database.close());
  const store = new PostgresEventStore(database);
  const streams = await longStreams(store, 50);
  const { appendText, readText } = await statements(url);
  const program = await findPgbench();
  const plain =
    program === undefined
      ? await rawPg({ url, connections, appendText, readText })
      : {
          append: pgbench({ program, url, folder, appendText, name: 'plain client: append' }),
          command: pgbench({
            ...{ program, url, folder, appendText, readText },
            name: 'plain client: read and append',
          }),
          close: () => Promise.resolve(),
        };
  closers.push(plain.close);
  const plainClient =
    program === undefined ? 'pg, prepared (no pgbench found)' : `${program.version} at ${program.path}`;
  const typeorm = await typeormSave(url, connections);
  closers.push(typeorm.close);
  await asOwner(adminUrl, ['CREATE DATABASE emmett']);
  const emmettUrl = urlFor(adminUrl, { database: 'emmett' });
  const other = await emmett(emmettUrl, connections);
  closers.push(other.close);
  const empty = await roundTrip(url, connections);
  closers.push(empty.close);
  /** Housekeeping of the server, so that it does not fall upon whoever is measured next. */
  const settle = async () => {
    for (const database of ['bench', 'emmett'])
      await asOwner(urlFor(adminUrl, { database }), ['VACUUM ANALYZE']);
    await asOwner(adminUrl, ['CHECKPOINT']);
  };

  const appends = [append(store), plain.append, typeorm.contender, ...other.appends, empty.contender];
  const commands = [command(store), plain.command];
  const reads = [read(store, streams), other.read];
  const measured: Measured[] = [];
  for (const concurrency of concurrencies) {
    for (const contenders of [appends, commands]) {
      await settle();
      measured.push(...(await interleave(contenders, { concurrency, rounds, seconds, report })));
    }
  }
  await settle();
  measured.push(...(await interleave(reads, { concurrency: 8, rounds, seconds, report })));

  const figures = figuresOf(measured);
  const version = await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version;
  });
  const title = `Event store on PostgreSQL ${version}, ${cpus().length} cores; plain client: ${plainClient}`;
  print(title, measured, figures);
  return keep('store', { version, plainClient, measured, figures });
}

function figuresOf(measured: readonly Measured[]): Figure[] {
  const figures: Figure[] = [];
  const compare = (name: string, other: string, concurrency: number, floor: number) => {
    const value = ratio(measured, name, other, concurrency);
    if (value !== undefined)
      figures.push({ what: `${name} ÷ ${other}, ${concurrency} at once`, value, floor });
  };
  for (const concurrency of concurrencies) {
    compare('store: append', 'plain client: append', concurrency, 0.75);
    compare('store: append', 'typeorm save', concurrency, 4);
    for (const kind of ['Pongo', 'SQL']) {
      compare(
        'store: append',
        `emmett: append, ${kind} projection`,
        concurrency,
        concurrency === 1 ? 3.5 : 4,
      );
    }
    compare('store: whole command', 'plain client: read and append', concurrency, 0.75);
    const cpu = measured.find(
      ({ name, concurrency: at }) => name === 'store: append' && at === concurrency,
    )?.cpuMicroseconds;
    if (cpu)
      figures.push({
        what: `Node CPU of an append, ${concurrency} at once`,
        value: cpu.median,
        ceiling: 50,
        unit: ' µs',
      });
  }
  compare('store: read and fold 100 events', 'emmett: read and fold 100 events', 8, 2.5);
  return figures;
}

/** The event store as production has it, with the read model of the benchmark. */
async function makeReadModel(owner: string): Promise<void> {
  await migrate(owner, eventStoreMigrations('bench'));
  await asOwner(owner, [
    'CREATE SCHEMA bench',
    tableOfOpenCases,
    ...rowLevelSecurity(openCases),
    'GRANT USAGE ON SCHEMA bench TO bench_service',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${openCases} TO bench_service`,
  ]);
}
