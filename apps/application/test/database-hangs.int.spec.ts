import { randomUUID } from 'node:crypto';
import { HangingServer } from '#testing';
import { people, RunningApplication } from './running-application';

const { citizen, caseworker } = people;
let server: HangingServer;
let running: RunningApplication;

beforeAll(async () => {
  running = await RunningApplication.start({
    throughServer: async (url) => {
      server = await HangingServer.before(url);
      return server.at(url);
    },
  });
});
afterAll(async () => {
  server.goOn();
  await running.stop();
  await server.stop();
});

test('while the database hangs every question is 503 with Retry-After, and none is a mistake or a no', async () => {
  const id = await running.filed();
  const draft = await running.draft();
  server.hang();
  const questions: [string, () => Promise<{ status: number; headers: Record<string, string> }>][] = [
    ...(
      ['/portal/applications', `/portal/applications/${id}`, `/portal/applications/${draft}/form`] as const
    ).map((path) => [`GET ${path}`, () => running.get(citizen, path)] as [string, () => Promise<never>]),
    ...(
      ['/backoffice/work-list', '/backoffice/work-list?query=hund', `/backoffice/applications/${id}`] as const
    ).map((path) => [`GET ${path}`, () => running.get(caseworker, path)] as [string, () => Promise<never>]),
    [
      'POST',
      () =>
        running.post(citizen, '/portal/applications', { serviceKey: 'sondernutzung' }, { key: randomUUID() }),
    ],
    ['withdraw', () => running.post(citizen, `/portal/applications/${id}/withdraw`, {}, { ifMatch: 4 })],
  ];
  // More than there are connections.
  const asked = [...questions, ...questions, ...questions];
  const answers = await Promise.all(asked.map(async ([what, ask]) => [what, await ask()] as const));
  expect(answers.map(([what, { status, headers }]) => [what, status, headers['retry-after']])).toEqual(
    asked.map(([what]) => [what, 503, '5']),
  );
  server.goOn();
  expect((await running.get(caseworker, '/backoffice/work-list')).status).toBe(200);
}, 120_000);
