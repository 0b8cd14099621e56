// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readRunFile } from './run-file.mjs';

/**
 * `npm run rebuild -- <read model>`: builds a read model anew from the events beside the live one and swaps it in.
 * Without a name, or with an unknown one, the names are listed.
 */

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Runs `rebuild.js` of a service and hands over each message it prints.
 * @param {string} program @param {string} ownerUrl @param {string[]} names @param {(message: any) => void} onMessage
 * @returns {Promise<void>} @throws {Error} with what the program said, when it fails
 */
function runRebuild(program, ownerUrl, names, onMessage) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...names], {
      env: { PATH: process.env.PATH, DATABASE_OWNER_URL: ownerUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk));
    createInterface({ input: child.stdout }).on('line', (line) => onMessage(JSON.parse(line)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(complaint.trim() || `ended with ${code}`)),
    );
  });
}

try {
  const run = await readRunFile();
  const wanted = process.argv[2];
  const services = Object.entries(run.postgres.databases)
    .map(([service, { owner }]) => ({
      owner,
      program: path.join(root, `dist/apps/${service}/src/rebuild.js`),
    }))
    .filter(({ program }) => existsSync(program));

  /** @type {{ name: string, owner: string, program: string }[]} */
  const readModels = [];
  for (const { owner, program } of services) {
    await runRebuild(program, owner, [], (message) =>
      readModels.push(
        ...(message.readModels ?? []).map((/** @type {string} */ name) => ({ name, owner, program })),
      ),
    );
  }
  const found = readModels.filter(({ name }) => name === wanted || name.split('.')[1] === wanted);
  const [model] = found;
  if (model === undefined || found.length > 1) {
    const names = readModels.map(({ name }) => `  ${name}`).join('\n');
    throw new Error(
      `${wanted ? `There is no one read model "${wanted}".` : 'Say which read model:'}\n${names}`,
    );
  }
  const started = Date.now();
  const tell = (/** @type {string} */ line) => process.stdout.isTTY && process.stdout.write(`\r${line}`);
  await runRebuild(model.program, model.owner, [model.name], ({ streams, rows, corrected }) => {
    if (streams !== undefined) tell(`${streams} streams folded`);
    if (rows === undefined) return;
    tell('');
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${model.name} rebuilt in ${seconds} s: ${rows} rows, ${corrected} of them corrected.`);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
