/**
 * `npm run roll`: restarts every service of the running system, one instance after the other; the next one ends only when the
 * one before is ready again. With `npm start -- --instances 2` nobody who uses the system notices (W6c).
 */
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './prepare.mjs';
import { whatIsMissing } from './readiness.mjs';
import { isInstanceOf, table } from './services.mjs';
import { readSettings } from './settings.mjs';
import { readRun, runningLauncher } from './state.mjs';
import { checkTenants } from './tenants.mjs';

/** How long one instance may take to be there again, in ms. */
const patienceMs = 90_000;
const state = resolve(process.env['STATE_DIR'] ?? join(root, '.local'));

try {
  if (runningLauncher(state) === undefined) throw new Error('Nothing runs here. Start it with: npm start');
  await refuseBrokenSettings();
  for (const { name: service } of table.filter(({ standIn }) => !standIn)) {
    const instances = processes().filter(({ name }) => isInstanceOf(name, service));
    if (instances.length < 2)
      console.log(
        `  ! ${service} has one instance: whoever needs it waits meanwhile (npm start -- --instances 2)`,
      );
    for (const { name, pid } of instances) await restart(name, pid);
  }
  console.log('Every service was restarted.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** A city whose settings cannot be used is there as long as nothing is restarted. @throws Error that names them */
async function refuseBrokenSettings() {
  const { settings } = await checkTenants(readSettings(process.env, root).tenantsDir);
  if (settings.length > 0)
    throw new Error(
      `A city would be absent after a restart, as its settings are wrong. Nothing was restarted.\n${settings.join('\n')}`,
    );
}

/** @returns {import('./banner.mjs').RunFile['processes']} */
function processes() {
  return /** @type {import('./banner.mjs').RunFile | undefined} */ (readRun(state))?.processes ?? [];
}

/** Lets one process drain; its launcher starts it again. @param {string} name @param {number} pid */
async function restart(name, pid) {
  const since = Date.now();
  process.kill(pid, 'SIGTERM');
  for (let missing = 'it is ending'; ;) {
    if (Date.now() - since > patienceMs)
      throw new Error(
        `${name} is not there again after ${patienceMs / 1000} s: ${missing}. Nothing else was restarted.`,
      );
    await delay(200);
    const again = processes().find((process) => process.name === name);
    if (again === undefined || again.pid === pid || again.innerPort === undefined) continue;
    const lacks = await whatIsMissing(again.innerPort, again.pid);
    if (lacks === undefined) break;
    missing = lacks;
  }
  console.log(`  ✓ ${name.padEnd(16)} ${((Date.now() - since) / 1000).toFixed(1)} s`);
}
