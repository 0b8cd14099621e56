// @ts-check
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { eventStoreMigrations, PostgresEventStore } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { DataSource } from 'typeorm';
import { createPorts } from '../local/ports.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { asAdmin, provisionDatabase, urlFor } from '../postgres/provision.mjs';
import { holds, interleave, keep, print, ratio } from './measure.mjs';
import { emmett } from './store/emmett.mjs';
import { append, command, longStreams, read } from './store/ours.mjs';
import { pgbench, pgbenchVersion } from './store/pgbench.mjs';
import { statements } from './store/statements.mjs';
import { openCases, tableOfOpenCases } from './store/subject.mjs';
import { rawPg } from './store/raw-pg.mjs';
import { roundTrip } from './store/round-trip.mjs';
import { typeormSave } from './store/typeorm.mjs';

/**
 * The event store against its floors: the same SQL from the fastest plain client, typeorm's save of the same rows, and
 * Emmett's store for PostgreSQL. All on one real PostgreSQL of this run, with the settings and the durability of production.
 *
 * npm run bench -- store [--rounds 5] [--seconds 2] [--at-once 1,8,32]
 */
const { values: options } = parseArgs({
  allowPositionals: true,
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
/** What is closed at the end, whatever happened. @type {(() => Promise<unknown>)[]} */
const closers = [];
const report = (/** @type {string} */ line) => process.stderr.write(`  ${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'serviceportal-bench-'));
chmodSync(folder, 0o755);
// PostgreSQL's own default for its memory: the launcher's, small to spare a laptop, would measure the eviction of pages.
const postgres = await startPostgres({
  state: folder,
  port: await createPorts().next(0),
  sharedBuffers: '128MB',
});
try {
  process.exitCode = await bench(postgres);
} catch (error) {
  console.error(error);
  process.exitCode = 2;
} finally {
  await Promise.allSettled(closers.map((close) => close()));
  await postgres.process.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** @param {import('../local/postgres.mjs').RunningPostgres} postgres @returns {Promise<number>} the exit code */
async function bench({ adminUrl, version }) {
  const url = await provision(adminUrl);
  const database = openTenantDatabase(url, { connections, name: 'bench' });
  closers.push(() => database.close());
  const store = new PostgresEventStore(database);
  const streams = await longStreams(store, 50);
  const { appendText, readText } = await statements(url);
  const plainClient = await pgbenchVersion();
  const plain =
    plainClient === undefined
      ? await rawPg({ url, connections, appendText, readText })
      : {
          append: pgbench({ url, folder, appendText, name: 'plain client: append' }),
          command: pgbench({ url, folder, appendText, readText, name: 'plain client: read and append' }),
          close: () => Promise.resolve(),
        };
  closers.push(plain.close);
  const typeorm = await typeormSave(url, connections);
  closers.push(typeorm.close);
  const other = await emmett(urlFor(adminUrl, { database: 'emmett' }), connections);
  closers.push(other.close);
  const empty = await roundTrip(url, connections);
  closers.push(empty.close);

  const appends = [append(store), plain.append, typeorm.contender, ...other.appends, empty.contender];
  const commands = [command(store), plain.command];
  const reads = [read(store, streams), other.read];
  const measured = [];
  for (const concurrency of concurrencies) {
    for (const contenders of [appends, commands]) {
      await settle(adminUrl);
      measured.push(...(await interleave(contenders, { concurrency, rounds, seconds, report })));
    }
  }
  await settle(adminUrl);
  measured.push(...(await interleave(reads, { concurrency: 8, rounds, seconds, report })));

  const figures = figuresOf(measured);
  print(
    `Event store on PostgreSQL ${version}, ${cpus().length} cores; plain client: ${plainClient ?? 'pg, prepared'}`,
    measured,
    figures,
  );
  const results = fileURLToPath(new URL('../../.local/bench/', import.meta.url));
  console.log(
    keep(results, 'store', { at: new Date().toISOString(), version, plainClient, measured, figures }),
  );
  return figures.every(holds) ? 0 : 1;
}

/** Housekeeping of the server, so that it does not fall upon whoever is measured next. @param {string} adminUrl */
async function settle(adminUrl) {
  for (const database of ['bench', 'emmett']) {
    const url = urlFor(adminUrl, { database });
    await asAdmin(url, async (admin) => void (await admin.query('VACUUM ANALYZE')));
  }
  await asAdmin(adminUrl, async (admin) => void (await admin.query('CHECKPOINT')));
}

/** @param {import('./measure.mjs').Measured[]} measured @returns {import('./measure.mjs').Figure[]} */
function figuresOf(measured) {
  /** @type {import('./measure.mjs').Figure[]} */
  const figures = [];
  const compare = (
    /** @type {string} */ name,
    /** @type {string} */ other,
    /** @type {number} */ concurrency,
    /** @type {number} */ floor,
  ) => {
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

/** A database as production has it, with the read model of the bench. @param {string} adminUrl @returns {Promise<string>} the service's URL */
async function provision(adminUrl) {
  const passwords = { owner: 'bench', service: 'bench' };
  const urls = await provisionDatabase({ adminUrl, service: 'bench', passwords });
  const owner = new DataSource({
    type: 'postgres',
    url: urls.owner,
    migrations: [...eventStoreMigrations('bench')],
  });
  await owner.initialize();
  await owner.runMigrations();
  const { rowLevelSecurity } = await import('#database');
  const statements = [
    'CREATE SCHEMA bench',
    tableOfOpenCases,
    ...rowLevelSecurity(openCases),
    'GRANT USAGE ON SCHEMA bench TO bench_service',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${openCases} TO bench_service`,
  ];
  for (const statement of statements) await owner.query(statement);
  await owner.destroy();
  await asAdmin(adminUrl, async (admin) => void (await admin.query('CREATE DATABASE emmett')));
  return urls.service;
}
