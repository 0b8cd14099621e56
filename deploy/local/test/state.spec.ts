import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#testing';
import { createKeys } from '../keys.mjs';
import { keepSecrets, lockState, writePrivately } from '../state.mjs';

const newFolder = () => mkdtempSync(join(tmpdir(), 'state-'));

/** A launcher that takes a state folder and keeps it. */
function launcher(state: string) {
  const script = join(newFolder(), 'start.mjs');
  writeFileSync(
    script,
    `import { lockState } from ${JSON.stringify(join(__dirname, '../state.mjs'))};
     lockState(${JSON.stringify(state)}).then(() => console.log('locked'), ({ name }) => console.log(name));
     setInterval(() => undefined, 1000);`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data) => (said += String(data)));
  return { child, said: () => said.trim() };
}

test('a second start while one runs is refused and names the first', async () => {
  const state = newFolder();
  writePrivately(join(state, 'run.json'), { gateway: 'http://localhost:8080' });
  const { child, said } = launcher(state);
  try {
    await eventually('the other launcher has the lock', () => said() === 'locked');
    await expect(lockState(state)).rejects.toThrow(`already (process ${child.pid}, http://localhost:8080)`);
  } finally {
    child.kill('SIGKILL');
  }
});

test('of many that start at once over the lock of one that was killed, exactly one gets it', async () => {
  const state = newFolder();
  writeFileSync(join(state, 'launcher.pid'), '999999999');
  const many = Array.from({ length: 6 }, () => launcher(state));
  try {
    await eventually('all of them have tried', () => many.every(({ said }) => said() !== ''));
    expect(many.map(({ said }) => said()).sort()).toStrictEqual([
      ...Array.from({ length: 5 }, () => 'AlreadyRunning'),
      'locked',
    ]);
  } finally {
    for (const { child } of many) child.kill('SIGKILL');
  }
});

test('the lock of a launcher that was killed is taken over', async () => {
  const state = newFolder();
  const { child, said } = launcher(state);
  await eventually('the other launcher has the lock', () => said() === 'locked');
  child.kill('SIGKILL');
  const unlock = await eventually('the lock is free', () => lockState(state));
  expect(readFileSync(join(state, 'launcher.pid'), 'utf8').trim()).toBe(String(process.pid));
  unlock();
  expect(() => statSync(join(state, 'launcher.pid'))).toThrow('ENOENT');
});

test('keys and passwords are made once, then kept, and only their owner can read them', () => {
  const folder = newFolder();
  const make = () => ({ keys: createKeys(folder, ['identity']), secrets: keepSecrets(folder, ['identity']) });
  const first = make();
  const files = [
    first.keys.privateKeyFile('identity'),
    first.keys.keyEncryptionKeyFile,
    join(folder, 'secrets.json'),
  ];
  const contents = files.map((file) => readFileSync(file, 'utf8'));
  const second = make();
  expect(files.map((file) => readFileSync(file, 'utf8'))).toStrictEqual(contents);
  expect(second.secrets).toStrictEqual(first.secrets);
  expect(files.map((file) => statSync(file).mode & 0o777)).toStrictEqual([0o600, 0o600, 0o600]);
});

test('the public keys hold no private half', () => {
  const { publicKeysFile } = createKeys(newFolder(), ['identity', 'gateway']);
  const { keys } = JSON.parse(readFileSync(publicKeysFile, 'utf8')) as { keys: Record<string, unknown>[] };
  expect(keys.map(({ kid }) => kid)).toStrictEqual(['identity', 'gateway']);
  expect(keys.every((key) => !('d' in key))).toBe(true);
});
