import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#testing';
import { commandLine } from '../guarded.mjs';
import { createKeys } from '../keys.mjs';
import { keepSecrets, lockState, writePrivately } from '../state.mjs';

const newFolder = () => mkdtempSync(join(tmpdir(), 'state-'));

test('a second start while one runs is refused and names the first', async () => {
  const state = newFolder();
  const script = join(newFolder(), 'start.mjs');
  writeFileSync(script, 'setInterval(() => undefined, 1000);');
  const other = spawn(process.execPath, [script]);
  try {
    writeFileSync(join(state, 'launcher.pid'), `${other.pid}`);
    writePrivately(join(state, 'run.json'), { gateway: 'http://localhost:8080' });
    await eventually('the other launcher runs', () => commandLine(other.pid ?? 0).includes('start.mjs'));
    expect(() => lockState(state)).toThrow(`already (process ${other.pid}, http://localhost:8080)`);
  } finally {
    other.kill('SIGKILL');
  }
});

test('the lock of a launcher that was killed is taken over', () => {
  const state = newFolder();
  writeFileSync(join(state, 'launcher.pid'), '999999999');
  const unlock = lockState(state);
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
