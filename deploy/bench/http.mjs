// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Citizen, mailsTo, Staff, waitFor } from '../commands/people.mjs';
import { readRunFile } from '../commands/run-file.mjs';
import { dogRegistration } from '../commands/sample-forms.mjs';
import { holds, keep } from './measure.mjs';

/**
 * The whole system from outside, through the gateway: commands per second, time until the citizen's page knows, time until the
 * mail lies in the inbox, memory of every process. Starts a system of its own beside whatever runs.
 *
 * npm run bench -- http [--clients 16] [--seconds 20] [--samples 60]
 */
const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    clients: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '20' },
    samples: { type: 'string', default: '60' },
  },
});
const clients = Number(options.clients);
const seconds = Number(options.seconds);
const samples = Number(options.samples);
/** So many steps has a form: a client begins a draft, saves it with each further step, then begins the next. */
const stepsOfForm = 20;
const report = (/** @type {string} */ line) => process.stderr.write(`  ${line}\n`);

const state = mkdtempSync(join(tmpdir(), 'serviceportal-bench-'));
chmodSync(state, 0o755);
const launcher = spawn(
  process.execPath,
  [fileURLToPath(new URL('../local/start.mjs', import.meta.url)), '--state', state],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
try {
  report('starting a system of its own');
  const run = await waitFor(
    'the system of the benchmark',
    () => readRunFile(state).catch(() => undefined),
    180_000,
  );
  const memory = memoryOf(run);
  const commands = await commandsPerSecond(run);
  const live = await commandToPage(run);
  const mail = await commandToMail(run);
  process.exitCode = show({ commands, live, mail, memory });
} catch (error) {
  console.error(error);
  process.exitCode = 2;
} finally {
  launcher.kill('SIGINT');
  if (launcher.exitCode === null) await once(launcher, 'exit');
  rmSync(state, { recursive: true, force: true });
}

/**
 * Every client fills in forms (decrypt, merge, check, encrypt, decide, append, list); beside it the same number of plain readings of the tenant's name through the same gateway, which is what the way alone costs.
 * @param {import('../commands/run-file.d.mts').RunFile} run
 */
async function commandsPerSecond(run) {
  report(`${clients} citizens sign in`);
  /** @type {Citizen[]} */
  const citizens = [];
  for (let n = 0; n < clients; n += 1)
    citizens.push(await Citizen.signIn(run, 'duisburg', `bench${n}@example.org`));
  /** @type {{ id: string, version: number }[]} */
  const drafts = [];
  const save = async (/** @type {number} */ n, /** @type {number} */ turn) => {
    const citizen = /** @type {Citizen} */ (citizens[n]);
    const draft = drafts[n];
    const step = turn % stepsOfForm;
    drafts[n] =
      draft === undefined || step === 0
        ? await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' })
        : await citizen.patch(
            `/applications/${draft.id}/form`,
            { ...dogRegistration(), furtherDogs: step },
            draft.version,
          );
  };
  const look = async (/** @type {number} */ n) => void (await citizens[n]?.get('/tenant'));
  report('warm-up');
  await timed(3, save);
  report(`commands, ${seconds} s`);
  const saving = await timed(seconds, save);
  report(`plain readings, ${seconds} s`);
  const looking = await timed(seconds, look);
  for (const citizen of citizens) citizen.close();
  return { saving, looking };
}

/** @param {number} forSeconds @param {(client: number, turn: number) => Promise<void>} work */
async function timed(forSeconds, work) {
  /** @type {number[]} */
  const times = [];
  const begin = performance.now();
  const end = begin + forSeconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const started = performance.now();
        await work(client, turn);
        times.push(performance.now() - started);
      }
    }),
  );
  return { perSecond: (times.length * 1000) / (performance.now() - begin), ...quantiles(times) };
}

/**
 * From the caseworker's click to the event on the citizen's open page.
 * @param {import('../commands/run-file.d.mts').RunFile} run
 */
async function commandToPage(run) {
  report(`command to page, ${samples} times`);
  const citizen = await Citizen.signIn(run, 'duisburg', 'bench.live@example.org');
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const page = await openEvents(citizen);
  /** @type {number[]} */
  const times = [];
  for (let n = 0; n < samples; n += 1) {
    const { id, version } = await citizen.submit(
      await citizen.draft('hundesteuer-anmeldung', dogRegistration(n)),
    );
    const arrived = page.arrival(id, 'in-processing');
    const clicked = performance.now();
    await caseworker.post(`/applications/${id}/start`, {}, version);
    times.push((await arrived) - clicked);
  }
  page.close();
  citizen.close();
  caseworker.close();
  return quantiles(times);
}

/** An open page of a citizen: notes when an application is said to be in a status. @param {Citizen} citizen */
async function openEvents(citizen) {
  const url = new URL('/api/events', citizen.site);
  const jar = citizen.browser.cookies.get(url.hostname) ?? new Map();
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = http.get({
    host: '127.0.0.1',
    port: url.port,
    path: url.pathname,
    headers: { host: url.host, cookie },
  });
  const [response] = await once(request, 'response');
  if (response.statusCode !== 200) throw new Error(`GET /api/events answered ${response.statusCode}`);
  /** @type {Map<string, (at: number) => void>} */
  const waiting = new Map();
  let text = '';
  response.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    const at = performance.now();
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === undefined) continue;
      const { id, status } = JSON.parse(data);
      waiting.get(`${id} ${status}`)?.(at);
    }
  });
  return {
    arrival: (/** @type {string} */ id, /** @type {string} */ status) =>
      /** @type {Promise<number>} */ (new Promise((resolve) => waiting.set(`${id} ${status}`, resolve))),
    close: () => request.destroy(),
  };
}

/**
 * From the caseworker's click to the mail in the inbox, by the inbox's own note of its arrival.
 * @param {import('../commands/run-file.d.mts').RunFile} run
 */
async function commandToMail(run) {
  report(`command to mail, ${samples} times`);
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const email = 'bench.mail@example.org';
  const citizen = await Citizen.signIn(run, 'duisburg', email);
  /** @type {number[]} */
  const times = [];
  for (let n = 0; n < samples; n += 1) {
    const { id, version } = await citizen.submit(
      await citizen.draft('hundesteuer-anmeldung', dogRegistration(n)),
    );
    await waitFor('the mail about the filing', async () => (await mailsTo(run, email)).length >= 2 + 2 * n);
    const clicked = Date.now();
    await caseworker.post(`/applications/${id}/start`, {}, version);
    const mail = await waitFor('the mail about the start', async () => {
      const mails = await mailsTo(run, email);
      return mails.length >= 3 + 2 * n && mails[0];
    });
    times.push(Date.parse(mail.receivedAt) - clicked);
  }
  citizen.close();
  caseworker.close();
  return quantiles(times);
}

/**
 * Resident and proportional memory of every process of the system and of what it started, in MB. Proportional: pages that
 * processes share are counted once.
 * @param {import('../commands/run-file.d.mts').RunFile} run
 */
function memoryOf(run) {
  const children = childrenOf();
  return [...run.processes, { name: 'launcher', pid: Number(launcher.pid) }].map(({ name, pid }) => {
    const members = name === 'launcher' ? [pid] : withDescendants(pid, children);
    return {
      name,
      resident: sumOf(members, 'status', /^VmRSS:\s+(\d+)/m),
      proportional: sumOf(members, 'smaps_rollup', /^Pss:\s+(\d+)/m),
    };
  });
}

/** @returns {Map<number, number[]>} parent → children, of all processes that run */
function childrenOf() {
  const children = new Map();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return children;
}

/** @param {number} pid @param {Map<number, number[]>} children @returns {number[]} */
function withDescendants(pid, children) {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => withDescendants(child, children))];
}

/** @param {number[]} pids @param {string} file @param {RegExp} field in kB @returns {number} MB */
function sumOf(pids, file, field) {
  const kilobytes = (/** @type {number} */ pid) => {
    try {
      return Number(field.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0; // It has ended meanwhile.
    }
  };
  return pids.reduce((sum, pid) => sum + kilobytes(pid), 0) / 1024;
}

/** @param {number[]} times in ms */
function quantiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ q) =>
    sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** @param {{ commands: Awaited<ReturnType<typeof commandsPerSecond>>, live: ReturnType<typeof quantiles>, mail: ReturnType<typeof quantiles>, memory: ReturnType<typeof memoryOf> }} results */
function show({ commands, live, mail, memory }) {
  const rounded = (/** @type {Record<string, number>} */ row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Math.round(value * 10) / 10]));
  console.log(
    `\nOver HTTP through the gateway, ${clients} clients, ${cpus().length} cores for everything (times in ms)\n`,
  );
  console.table({
    'fill in forms (commands)': rounded(commands.saving),
    'read the tenant (the way alone)': rounded(commands.looking),
    'command → citizen’s page': rounded(live),
    'command → mail in the inbox': rounded(mail),
  });
  console.log('\nMemory after the start, MB\n');
  console.table(Object.fromEntries(memory.map(({ name, ...sizes }) => [name, rounded(sizes)])));
  const total = memory.reduce((sum, { proportional }) => sum + proportional, 0);
  const figures = [
    { what: 'command → citizen’s page, p95', value: live.p95, ceiling: 150, unit: ' ms' },
    { what: 'command → mail, p95', value: mail.p95, ceiling: 1000, unit: ' ms' },
    { what: 'all processes together, proportional memory', value: total, ceiling: 1500, unit: ' MB' },
  ];
  for (const figure of figures) {
    console.log(
      `${holds(figure) ? 'holds ' : 'MISSED'}  ${figure.what}: ${figure.value.toFixed(0)}${figure.unit} (promised: ≤ ${figure.ceiling}${figure.unit})`,
    );
  }
  const folder = fileURLToPath(new URL('../../.local/bench/', import.meta.url));
  console.log(
    keep(folder, 'http', { at: new Date().toISOString(), clients, commands, live, mail, memory, figures }),
  );
  return figures.every(holds) ? 0 : 1;
}
