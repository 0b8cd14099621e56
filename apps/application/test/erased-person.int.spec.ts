import { randomUUID } from 'node:crypto';
import type { ContractEvent } from '#contracts';
import { TenantDatabase } from '#database';
import { ConsumerContext } from '#messaging';
import { eventually } from '#testing';
import { IdentityConsumer } from '../src/consumers/identity.consumer';
import { completeForm, people, RunningApplication } from './running-application';

/** What a person may ask about their applications, and what becomes of these when the person is erased (law 9, 12). */

const { caseworker } = people;
const identity = { kind: 'service', sub: 'service:identity' } as const;
let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const somebody = () => ({ sub: randomUUID(), roles: ['citizen'] }) as const;
const ask = async (id: string, what: string, who: object = identity) => {
  const answer = await fetch(`${running.url}/internal/persons/${id}/${what}`, {
    headers: { authorization: `Bearer ${await running.token(who)}` },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
};

/** The event of the erasure reaches the service, as often as it is delivered. */
async function erased(personId: string, id = `${personId}/9`): Promise<boolean> {
  const event = {
    ...{ id, tenant: 'duisburg', type: 'identity.PersonErased', correlationid: randomUUID() },
    data: { personId },
  } as unknown as ContractEvent<'identity.PersonErased'>;
  const database = running.app.get(TenantDatabase, { strict: false });
  const context = new ConsumerContext(database, event, 'identity.PersonErased');
  await running.app.get(IdentityConsumer).erased(event, context);
  return context.settled;
}

test('law 12 drafts end with their person, and what was written into them goes; what was filed stays', async () => {
  const person = somebody();
  const filed = await running.filed(person);
  const drafts = [
    await running.draft(person, 'meldebescheinigung', completeForm),
    await running.draft(person, 'meldebescheinigung', completeForm),
  ];
  const others = await running.draft(somebody());
  expect(await erased(person.sub)).toBe(true);
  expect(await erased(person.sub)).toBe(true);

  const status = async (id: string) => {
    const rows = await running.database.query<{ type: string }>(
      'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
      [id],
    );
    return rows[0]?.type;
  };
  for (const id of drafts) {
    expect(await status(id)).toBe('ApplicationWithdrawn');
    await eventually('its key is destroyed', async () => {
      const rows = await running.database.query<{ gone: boolean }>(
        'SELECT wrapped_key IS NULL AS gone FROM encryption.data_keys WHERE subject_id = $1',
        [id],
      );
      return rows[0]?.gone === true;
    });
  }
  expect(await status(others)).toBe('ApplicationDrafted');
  const shown = await running.get(caseworker, `/backoffice/applications/${filed}`);
  expect(shown.body['form']).toMatchObject({ person: { familyName: 'Müstermann' } });
  const history = shown.body['history'] as unknown as { type: string; label: string }[];
  const erasures = history.filter(({ type }) => type === 'ApplicantErased');
  expect(erasures).toEqual([expect.objectContaining({ label: expect.stringContaining('Gelöschte Person') })]);
  // It goes on, and the notice goes by post.
  const started = await running.command(caseworker, filed, 'start');
  expect([started.status, started.body['status']]).toEqual([200, 'in-processing']);
});

test('law 9 what is kept is told with its last day; drafts are counted', async () => {
  const person = somebody();
  await running.draft(person);
  const filed = await running.filed(person);
  await running.post(person, `/portal/applications/${filed}/withdraw`, {}, { ifMatch: '*' });
  await running.filed(person);
  const { body } = await ask(person.sub, 'holdings');
  const year = new Date().getFullYear();
  expect(body).toEqual({
    drafts: 1,
    cases: 2,
    items: [
      expect.objectContaining({ keptUntil: null, retentionYears: 10 }),
      expect.objectContaining({
        keptUntil: `${year + 10}-12-31`,
        title: expect.objectContaining({ de: 'Meldebescheinigung' }),
      }),
    ],
  });
});

test('law 12 an export has every application with its form and its history, page by page', async () => {
  const person = somebody();
  const filed: string[] = [];
  for (let nth = 0; nth < 12; nth++)
    filed.push(await running.draft(person, 'meldebescheinigung', completeForm));
  const first = (await ask(person.sub, 'export')).body as unknown as {
    items: { id: string }[];
    nextCursor: string;
  };
  const second = (await ask(person.sub, `export?cursor=${encodeURIComponent(first.nextCursor)}`))
    .body as unknown as {
    items: { id: string }[];
    nextCursor?: string;
  };
  expect(second.nextCursor).toBeUndefined();
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(filed.sort());
  expect(first.items[0]).toMatchObject({
    form: { postcode: '47051' },
    history: [expect.objectContaining({ type: 'ApplicationDrafted' })],
  });
});

test('nobody but identity asks for them, and nobody for somebody of another city', async () => {
  const person = somebody();
  await running.draft(person);
  for (const what of ['holdings', 'export']) {
    expect((await ask(person.sub, what, { kind: 'service', sub: 'service:mailbox' })).status).toBe(403);
    expect((await ask(person.sub, what, person)).status).toBe(403);
  }
  const elsewhere = await ask(person.sub, 'holdings', { ...identity, tenant: 'wuppertal' });
  expect(elsewhere.body).toMatchObject({ drafts: 0, cases: 0 });
});
