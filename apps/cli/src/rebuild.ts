import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readRunFile } from '#portal-client';
import { command } from './command';

/**
 * `npm run rebuild -- <read model>`: builds a read model anew from the events beside the live one and swaps it in.
 * Without a name, or with an unknown one, the names are listed. The work is done by the service's own `rebuild.js`.
 */
command(async ({ state, dist }) => {
  const run = await readRunFile(state);
  const wanted = process.argv[2];
  const services = Object.entries(run.postgres.databases)
    .map(([service, { owner }]) => ({ owner, program: path.join(dist, `apps/${service}/src/rebuild.js`) }))
    .filter(({ program }) => existsSync(program));

  const readModels: { name: string; owner: string; program: string }[] = [];
  for (const { owner, program } of services) {
    await runRebuild(program, owner, [], ({ readModels: names = [] }) =>
      readModels.push(...names.map((name) => ({ name, owner, program }))),
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
  const tell = (line: string) => process.stdout.isTTY && process.stdout.write(`\r${line}`);
  await runRebuild(model.program, model.owner, [model.name], ({ streams, rows, corrected }) => {
    if (streams !== undefined) tell(`${streams} streams folded`);
    if (rows === undefined) return;
    tell('');
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${model.name} rebuilt in ${seconds} s: ${rows} rows, ${corrected} of them corrected.`);
  });
});

/** What `rebuild.js` of a service says, one JSON object per line. */
interface RebuildMessage {
  readonly readModels?: readonly string[];
  readonly streams?: number;
  readonly rows?: number;
  readonly corrected?: number;
}

/**
 * Runs `rebuild.js` of a service and hands over each message it prints.
 * @throws Error with what the program said, when it fails
 */
function runRebuild(
  program: string,
  ownerUrl: string,
  names: readonly string[],
  onMessage: (message: RebuildMessage) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...names], {
      env: { DATABASE_OWNER_URL: ownerUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk));
    createInterface({ input: child.stdout }).on('line', (line) =>
      onMessage(JSON.parse(line) as RebuildMessage),
    );
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(complaint.trim() || `ended with ${code}`)),
    );
  });
}
