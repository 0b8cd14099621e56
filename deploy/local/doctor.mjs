/** `npm run doctor`: what is missing, which ports are taken, which broker and database would be used and why. Changes nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { isOld } from './newer-node.mjs';
import { isFree } from './ports.mjs';
import { dependenciesAreThere, requireNode, root, sourcesHash } from './prepare.mjs';
import { readSettings, settingNames } from './settings.mjs';
import { readRun, runningLauncher } from './state.mjs';

let missing = 0;
let refusedCount = 0;

/** @param {string} what @param {string} found */
const good = (what, found) => console.log(`  ✓ ${what.padEnd(14)} ${found}`);
/** @param {string} what @param {string} found */
const note = (what, found) => console.log(`  - ${what.padEnd(14)} ${found}`);
/** @param {string} what @param {unknown} error */
const bad = (what, error) => {
  missing++;
  console.log(`  ✗ ${what.padEnd(14)} ${error instanceof Error ? error.message : error}`);
};
/** @param {string} what @param {() => string | Promise<string>} examine */
const check = async (what, examine) => {
  try {
    good(what, await examine());
  } catch (error) {
    bad(what, error);
  }
};

const state = process.env['STATE_DIR'] ?? join(root, '.local');
const running = runningLauncher(state);
const installed = dependenciesAreThere();
/** @type {import('./settings.mjs').Settings | undefined} */
let settings;

await check('Node', () => {
  requireNode();
  return isOld
    ? `${process.versions.node}; npm start goes on under the Node 24 of the dependencies`
    : process.versions.node;
});
await check('environment', () => {
  settings = readSettings(process.env, root);
  const given = settingNames.filter((name) => process.env[name]);
  return given.length > 0 ? `usable: ${given.join(', ')}` : 'nothing is set; everything has a default';
});
if (installed) good('dependencies', 'as in package-lock.json');
else note('dependencies', 'missing or of other versions; npm start installs them');
const built = join(root, 'dist/.built-from');
if (existsSync(built) && readFileSync(built, 'utf8') === sourcesHash()) good('build', 'up to date');
else note('build', 'missing or older than the sources; npm start builds');

if (installed) {
  await check('database', async () => {
    const { serverVersion, postgresFolder } = await import('./postgres.mjs');
    if (!settings?.databaseUrl)
      return `embedded PostgreSQL, because DATABASE_URL is not set; data in ${postgresFolder(state)}`;
    return `PostgreSQL ${await serverVersion(settings.databaseUrl)} at ${new URL(settings.databaseUrl).host}, because DATABASE_URL is set`;
  });
  await check('broker', async () => {
    const { chooseBroker, whatToInstall } = await import('./kafka.mjs');
    const { brokerAnswers, givenBrokersAnswer } = await import('./topics.mjs');
    if (settings?.brokers) {
      if (existsSync(built)) await givenBrokersAnswer(settings.brokers);
      else if (!(await brokerAnswers(settings.brokers)))
        throw new Error(`KAFKA_BROKERS is set, but nothing answers at ${settings.brokers}`);
      return `the cluster at ${settings.brokers}, because KAFKA_BROKERS is set`;
    }
    const { kind, reason } = chooseBroker();
    if (kind === 'none') throw new Error(`${reason}. ${whatToInstall}`);
    return `${kind === 'java' ? 'Apache Kafka by Java' : 'Apache Kafka by Docker'}, because ${reason}; data in ${join(state, 'kafka')}`;
  });
  await check('cities', async () => {
    if (!settings) throw new Error('they cannot be looked for, see environment');
    if (!existsSync(built))
      return `in ${settings.tenantsDir}; their files are checked once npm start has built`;
    const { checkTenants } = await import('./tenants.mjs');
    const { refused, cities, services } = await checkTenants(settings.tenantsDir);
    if (cities === 0) throw new Error(refused.join('\n'.padEnd(20)));
    for (const line of refused) note('refused', line);
    refusedCount = refused.length;
    return `${cities} with ${services} services in ${settings.tenantsDir}`;
  });
  const { innerPortAbove, paymentProviderTlsPort, servicekontoPort, table } = await import('./services.mjs');
  /** @type {Record<string, number>} */
  const wanted = {
    ...Object.fromEntries(table.map(({ name, port }) => [name, port])),
    ...Object.fromEntries(
      table
        .filter(({ standIn }) => !standIn)
        .map(({ name, port }) => [`${name} (health and metrics)`, port + innerPortAbove]),
    ),
    postgres: 5433,
    kafka: 9092,
    'inbox (SMTP)': 1025,
    'servicekonto-nrw': servicekontoPort,
    'payment-provider (TLS)': paymentProviderTlsPort,
  };
  if (settings) {
    wanted['gateway'] = settings.port;
    wanted['gateway (health and metrics)'] = settings.port + innerPortAbove;
  }
  const taken = [];
  for (const [name, port] of Object.entries(wanted))
    if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length === 0) good('ports', 'all free');
  else
    note(
      'ports',
      `taken${running ? ' by the running system or others' : ', the next free ones will be used'}: ${taken.join(', ')}`,
    );
}
if (running) good('system', `runs (process ${running}) at ${readRun(state)?.gateway ?? '…'}`);
else note('system', 'does not run; npm start starts it');
const docker = spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
note(
  'Docker',
  docker ? 'answers; tests will use containers' : 'does not answer; tests will use the embedded parts',
);
const free = Math.round(freemem() / 2 ** 20);
if (free < 1_500) note('memory', `${free} MB are free; the system takes up to 1.5 GB`);

console.log(
  missing === 0
    ? `\nNothing is in the way of npm start${refusedCount > 0 ? `, but ${refusedCount === 1 ? 'one thing in the files of the cities is' : `${refusedCount} things in the files of the cities are`} refused` : ''}.`
    : `\n${missing === 1 ? 'One thing is' : `${missing} things are`} in the way of npm start.`,
);
process.exitCode = missing === 0 && refusedCount === 0 ? 0 : 1;
