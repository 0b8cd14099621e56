import { randomBytes } from 'node:crypto';
import { foldStream, PostgresEventStore, pageSize, runCommand } from '#event-sourcing';
import { applicationAggregate } from '../src/application.aggregate';
import { applicationDecider } from '../src/commands/decider';
import type { ApplicationEvent } from '../src/domain/application';
import { by } from './examples';
import { people, RunningApplication } from './running-application';

/** A case that somebody has made very long is read a little at a time, by everybody. */

let running: RunningApplication;
let store: PostgresEventStore;
beforeAll(async () => {
  running = await RunningApplication.start();
  store = running.app.get(PostgresEventStore);
});
afterAll(() => running.stop());

const { citizen, caseworker } = people;
const commandId = '0199a3f2-0000-7000-8000-00000000c0de';
const actor = { personId: citizen.sub, role: 'citizen' } as const;
const metadata = { actor, commandId, correlationId: commandId, causationId: commandId };

/** Appends events as the former version or a diligent writer would have: without asking anybody. */
async function lengthen(id: string, events: readonly ApplicationEvent[]): Promise<void> {
  const stream = { tenant: 'duisburg', streamId: id };
  const { last, version, now } = await foldStream(store, applicationDecider, stream);
  await store.append({
    ...stream,
    ...{ streamType: 'application', expectedVersion: version, events, metadata, recordedAt: now },
    previousHash: last?.hash ?? '',
  });
}

test('law 5: a history of 450 entries is answered page by page, for the citizen and the office alike', async () => {
  const id = await running.filed();
  const started = { type: 'ProcessingStarted', data: {} } as const;
  await lengthen(
    id,
    Array.from({ length: 447 }, () => started),
  );
  for (const [who, side] of [
    [citizen, 'portal'],
    [caseworker, 'backoffice'],
  ] as const) {
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const query = before === undefined ? '' : `?historyBefore=${before}`;
      const { body } = await running.get(who, `/${side}/applications/${id}${query}`);
      const page = (body['history'] as unknown as { version: number }[]).map(({ version }) => version);
      expect(page.length).toBeLessThanOrEqual(200);
      seen.unshift(...page);
      before = body['earlierBefore'];
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
  }
});

test('155 saved forms of 250 kB, as the former version kept them, are read in pages of bytes: the draft, its feed, its case', async () => {
  const id = await running.draft();
  const saved = (nth: number): ApplicationEvent => ({
    type: 'FormSaved',
    data: { form: `s1.${randomBytes(187_500).toString('base64url')}`, declarationHash: `${nth}` },
  });
  for (let nth = 0; nth < 155; nth += 31)
    await lengthen(
      id,
      Array.from({ length: 31 }, (_, more) => saved(nth + more)),
    );

  const stream = { tenant: 'duisburg', streamId: id };
  const bytesOf = (events: readonly { data: unknown }[]) =>
    events.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)), 0);
  const longest = pageSize + 300_000;
  const reads = jest.spyOn(store, 'read');
  const { version, state } = await foldStream(store, applicationDecider, stream);
  expect([version, state]).toEqual([156, expect.objectContaining({ entries: 156 })]);
  const pages = await Promise.all(
    reads.mock.results.map(({ value }) => value as ReturnType<typeof store.read>),
  );
  reads.mockRestore();
  expect(pages.length).toBeGreaterThan(15);
  for (const { events } of pages) expect(bytesOf(events)).toBeLessThan(longest);

  let at = undefined as Parameters<typeof store.readFeed>[0];
  let told = 0;
  for (;;) {
    const { events, heldBack } = await store.readFeed(at, 500);
    expect(bytesOf(events)).toBeLessThan(longest);
    told += events.filter(({ streamId }) => streamId === id).length;
    // Nothing while it is held back: a transaction of another test is under way.
    if (events.length === 0 && !heldBack) break;
    at = events.at(-1) ?? at;
    // Whoever follows is told that there is more.
    if (told > 0 && told < 156) expect(heldBack).toBe(true);
  }
  expect(told).toBe(156);

  let checked = 0;
  for await (const { streamId, brokenAt, events } of store.allStreams('application')) {
    if (streamId !== id) continue;
    checked += 1;
    expect([brokenAt, events.length]).toEqual([undefined, 156]);
  }
  expect(checked).toBe(1);

  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect([shown.status, JSON.stringify(shown.body).length < 50_000]).toEqual([200, true]);
  await runCommand(store, applicationAggregate, stream, { type: 'withdraw', ...by('citizen') }, { metadata });
});
