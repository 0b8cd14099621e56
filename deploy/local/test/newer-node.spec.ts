import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const newerNode = join(__dirname, '../newer-node.mjs');

/** A work tree with a program in it that goes on under the Node of its dependencies, where they bring one. */
function workTree({ bringsNode }: { bringsNode: boolean }): { root: string; program: string } {
  const root = mkdtempSync(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'newer-node-'));
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  if (bringsNode) symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'));
  const program = join(root, 'program.mjs');
  writeFileSync(
    program,
    `import { goOnUnderNewerNode } from '${newerNode}';
     const isFirst = process.env.BEGUN === undefined;
     process.env.BEGUN = 'yes';
     process.on('SIGTERM', () => process.exit(isFirst ? 1 : 7));
     if (isFirst) await goOnUnderNewerNode('${root}');
     setInterval(() => undefined, 1_000);
     console.log(JSON.stringify([process.argv.slice(2), process.execArgv, process.env.PATH]));`,
  );
  return { root, program };
}

test('a program goes on under the Node that the dependencies bring: same arguments, same signals, same exit code', async () => {
  const { root, program } = workTree({ bringsNode: true });
  const child = spawn(process.execPath, ['--no-warnings', program, '--fresh', 'a b'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const [args, options, path] = JSON.parse(line) as [string[], string[], string];
  expect([args, options]).toEqual([['--fresh', 'a b'], ['--no-warnings']]);
  expect(path.split(delimiter)[0]).toBe(join(root, 'node_modules/.bin'));
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

test('where the dependencies bring none for the machine, it says what to install', async () => {
  const { program } = workTree({ bringsNode: false });
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toContain('among the dependencies: install Node 24.');
});
