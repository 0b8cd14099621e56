import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventually } from '#testing';
import { endLeftOver, startGuarded } from '../guarded.mjs';
import { isAlive, preload, program, service } from './programs';

const local = resolve(__dirname, '..');

/** A launcher in small: one service, one guarded program, then it waits to be killed. */
const launcher = (servicePath: string) => `
  import { startNode } from '${local}/node-process.mjs';
  import { startGuarded } from '${local}/guarded.mjs';
  const folder = process.cwd();
  const service = await startNode({ args: ${JSON.stringify([...preload, servicePath])}, env: {}, logFile: folder + '/service.log', cwd: folder });
  startGuarded({ command: 'sleep', args: ['1000'], signal: 'TERM', pidFile: folder + '/sleep.pid', logFile: folder + '/sleep.log', cwd: folder });
  console.log(service.pid);
  setInterval(() => undefined, 1000);
`;

test('after the launcher was killed with -9, its services drain and no process is left', async () => {
  const { file: servicePath } = program(service);
  const { folder, file } = program(launcher(servicePath));
  const parent = spawn(process.execPath, [file], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  parent.stdout.on('data', (data) => (output += data));
  const servicePid = await eventually(
    'the launcher tells the process id of its service',
    () => Number(output) || false,
  );
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  const sleepPid = await eventually(
    'the guard tells the process id of its command',
    () => Number(read('sleep.pid')) || false,
  );
  await eventually('the service has started', () => read('service.log').includes('started'));

  parent.kill('SIGKILL');

  await eventually('no process is left', () => !isAlive(servicePid) && !isAlive(sleepPid));
  expect(read('service.log')).toBe('started\ndrained\n');
  await eventually('the guard has cleaned up', () => !existsSync(join(folder, 'sleep.pid')));
});

test('a guarded command ends with stop, and says how it ended when it ends by itself', async () => {
  const { folder } = program('');
  const options = {
    signal: 'TERM',
    logFile: join(folder, 'log'),
    pidFile: join(folder, 'pid'),
    cwd: folder,
  } as const;
  const endless = startGuarded({ ...options, command: 'sleep', args: ['1000'] });
  await endless.stop();
  expect(endless.isRunning()).toBe(false);
  await expect(startGuarded({ ...options, command: 'sh', args: ['-c', 'exit 7'] }).exited).resolves.toBe(
    'exit code 7',
  );
});

test('what an earlier run left behind is ended, and a process id that belongs to somebody else is left alone', async () => {
  const { folder } = program('');
  const pidFile = join(folder, 'pid');
  const leftOver = spawn('sleep', ['1001']);
  const stranger = spawn('sleep', ['1002']);
  try {
    writeFileSync(pidFile, `${stranger.pid}`);
    await endLeftOver(pidFile, 'sleep 1001', 'SIGTERM');
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    writeFileSync(pidFile, `${leftOver.pid}`);
    await endLeftOver(pidFile, 'sleep 1001', 'SIGTERM');
    await eventually('the left-over process has ended', () => leftOver.signalCode === 'SIGTERM');
    expect(existsSync(pidFile)).toBe(false);
  } finally {
    stranger.kill();
    leftOver.kill();
  }
});
