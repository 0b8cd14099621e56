import { eventually } from '#testing';
import { Supervisor } from '../supervisor.mjs';
import { isAlive, launch, program, service } from './programs';

function supervise() {
  const lines: string[] = [];
  const givenUp: string[] = [];
  const supervisor = new Supervisor({
    line: (text) => lines.push(text.trim()),
    changed: () => undefined,
    givenUp: (name, how) => givenUp.push(`${name}: ${how}`),
  });
  return { supervisor, lines, givenUp };
}

test('a service that is killed is started again, and that is said', async () => {
  const { supervisor, lines } = supervise();
  supervisor.ready = true;
  const running = await supervisor.start('mailbox', () => launch(program(service)));
  process.kill(running.pid, 'SIGKILL');
  const again = await eventually('another process of the service', () =>
    supervisor.processes().find(({ pid }) => pid !== running.pid),
  );
  expect(lines).toStrictEqual([
    '! mailbox ended (SIGKILL); starting it again in 0.5 s',
    `✓ mailbox runs again (process ${again.pid})`,
  ]);
  await supervisor.stopAll(() => 0);
  expect(isAlive(again.pid)).toBe(false);
});

test('each further end makes the pause longer', async () => {
  const { supervisor, lines } = supervise();
  supervisor.ready = true;
  await supervisor.start('audit', () => launch(program('process.exit(3);')));
  const said = (pause: string) =>
    lines.includes(`! audit ended (exit code 3); starting it again in ${pause} s`);
  await eventually('pauses of 0.5, 1 and 2 seconds', () => said('0.5') && said('1') && said('2'));
  await supervisor.stopAll(() => 0);
});

test('a service that never comes up ends the start', async () => {
  const { supervisor, givenUp } = supervise();
  await supervisor.start('audit', () => launch(program('process.exit(3);')));
  await eventually('the supervisor gives up', () => givenUp.length > 0);
  expect(givenUp).toStrictEqual(['audit: exit code 3']);
});

test('at the end every service drains, the way in first', async () => {
  const { supervisor } = supervise();
  const programs = { gateway: program(service), application: program(service) };
  const ended: string[] = [];
  for (const [name, one] of Object.entries(programs)) {
    const running = await supervisor.start(name, () => launch(one));
    await eventually(`${name} has started`, () => one.log().includes('started'));
    void running.exited.then(() => ended.push(name));
  }
  await supervisor.stopAll((name) => (name === 'gateway' ? 0 : 1));
  await eventually('both have ended', () => ended.length === 2);
  expect(ended).toStrictEqual(['gateway', 'application']);
  expect(programs.gateway.log()).toBe('started\ndrained\n');
  expect(programs.application.log()).toBe('started\ndrained\n');
});

test('a service does not see the launcher’s own settings', async () => {
  const one = program('console.log(String(process.env.DATABASE_URL), process.env.PATH !== undefined);');
  const DATABASE_URL = 'postgres://admin:secret@127.0.0.1/postgres';
  const running = await launch(one, { ...process.env, DATABASE_URL });
  await running.exited;
  expect(one.log()).toBe('undefined true\n');
});
