import { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { DueWorker } from '#event-sourcing';
import { eventually } from '#testing';
import fc from 'fast-check';
import { GiveCommand } from '../src/application.handler';
import { completeForm, people, RunningApplication } from './running-application';

/** The content of a draft: a row of its own, consumed by whatever ends the draft. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, otherCitizen, caseworker } = people;
const slug = (name: string) => `urn:serviceportal:problem:${name}`;

interface Row {
  readonly version: number;
  readonly form: string;
}
const rowOf = async (id: string) =>
  (
    await running.database.query<Row>('SELECT version, form FROM application.drafts WHERE stream_id = $1', [
      id,
    ])
  )[0];
const eventsOf = async (id: string) =>
  (
    await running.database.query<{ type: string; payload: string }>(
      'SELECT type, payload FROM event_store.events WHERE stream_id = $1 ORDER BY version',
      [id],
    )
  ).map(({ type, payload }) => ({ type, data: JSON.parse(payload) as Record<string, string> }));
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
const listed = async () =>
  (await running.get(citizen, '/portal/applications?limit=200')).body as unknown as {
    items: { id: string; status: string; updatedAt: string; endsAt: string | null }[];
    draftsLeft: number;
  };

test('a draft is saved beside the history: its form has a version of its own, the case stays at its own', async () => {
  const id = await running.draft();
  for (let nth = 1; nth <= 5; nth += 1) {
    const saved = await running.saveForm(citizen, id, { purposeText: `Zweck ${nth}` }, nth);
    expect([saved.status, saved.headers['etag'], saved.body['version']]).toEqual([200, `"${nth + 1}"`, 1]);
  }
  expect(await typesOf(id)).toEqual(['ApplicationDrafted']);
  const form = await running.get(citizen, `/portal/applications/${id}/form`);
  expect([form.headers['etag'], form.body['form']]).toEqual(['"6"', { purposeText: 'Zweck 5' }]);
  expect((await running.saveForm(citizen, id, { kind: 'simple' }, 5)).body).toMatchObject({
    type: slug('version-conflict'),
    status: 412,
  });
  expect((await running.get(otherCitizen, `/portal/applications/${id}/form`)).status).toBe(404);
  // What is there already is neither a change nor a new version, and the review of another page holds.
  expect((await running.saveForm(citizen, id, {}, 6)).headers['etag']).toBe('"6"');
});

test('what is filed is the very ciphertext that was reviewed; a later save is 409 with what is allowed', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const reviewed = await rowOf(id);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect(await rowOf(id)).toBeUndefined();
  const submitted = (await eventsOf(id)).find(({ type }) => type === 'ApplicationSubmitted');
  expect(submitted?.data['form']).toBe(reviewed?.form);
  expect((await running.saveForm(citizen, id, { kind: 'extended' }, 2)).body).toMatchObject({
    type: slug('not-allowed-now'),
    status: 409,
    allowed: ['withdraw', 'supply-documents'],
  });
  expect((await running.get(citizen, `/portal/applications/${id}`)).body['form']).toEqual(completeForm);
});

test('a draft that is withdrawn leaves the list, and its content and its key are gone', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  expect((await listed()).items.map((item) => item.id)).toContain(id);
  const path = `/portal/applications/${id}/withdraw`;
  expect((await running.post(citizen, path, {}, { ifMatch: 1 })).status).toBe(200);
  expect((await listed()).items.map((item) => item.id)).not.toContain(id);
  expect(await rowOf(id)).toBeUndefined();
  await keyIsGone(id);
  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect(shown.body).toMatchObject({ status: 'withdrawn', form: null });
});

test('a row that somebody wrote into the due-table destroys no key of a case that goes on', async () => {
  const id = await running.filed();
  await running.database.query(
    `INSERT INTO event_store.due VALUES ('duisburg', $1, 'content-gone', 1, now(), now() + interval '1 hour')`,
    [id],
    'duisburg',
  );
  expect((await refolded(id)).differences).toEqual([
    { readModel: 'event_store.due', differing: ['content-gone: the row should not exist'] },
  ]);
  await running.database.query(
    'UPDATE event_store.due SET look_at = now() WHERE stream_id = $1',
    [id],
    'duisburg',
  );
  running.app.get(DueWorker).wake();
  await eventually('the row is worked', async () => Number.isNaN(await dueAt(id)));
  expect((await running.get(citizen, `/portal/applications/${id}`)).body['form']).toEqual(completeForm);
  const [key] = await running.database.query<{ gone: boolean }>(
    'SELECT wrapped_key IS NULL AS gone FROM encryption.data_keys WHERE subject_id = $1',
    [id],
  );
  expect(key?.gone).toBe(false);
});

test('law 6: a case that was filed stays in the list with its content when it is withdrawn', async () => {
  const id = await running.filed();
  expect(
    (await running.post(citizen, `/portal/applications/${id}/withdraw`, {}, { ifMatch: 3 })).status,
  ).toBe(200);
  expect((await listed()).items).toContainEqual(expect.objectContaining({ id, status: 'withdrawn' }));
  expect((await running.get(citizen, `/portal/applications/${id}`)).body['form']).toEqual(completeForm);
});

test('law 9: a draft ends after its days, counted from the last change, and its applicant is told before', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const { body } = await running.get(citizen, `/portal/applications/${id}/form`);
  const kept = body['draft'] as unknown as { savedAt: string; endsAt: string };
  expect(days(kept.savedAt, kept.endsAt)).toBe(30);
  expect((await listed()).items.find((item) => item.id === id)).toMatchObject({
    updatedAt: kept.savedAt,
    endsAt: kept.endsAt,
  });
  expect(await dueAt(id)).toBeCloseTo(23, 2);

  await pass(id, 24);
  await eventually('the reminder', async () => (await typesOf(id)).includes('DraftEndAnnounced'));
  expect(await dueAt(id)).toBeCloseTo(7, 2);
  // It came a day late, and whoever is told has a week to act upon it.
  const told = (await eventsOf(id)).at(-1)?.data['endsAt'];
  expect((await listed()).items.find((item) => item.id === id)?.endsAt).toBe(told);

  // Somebody goes on with it: from then on it is kept for its days again, and told of again.
  const version = (await rowOf(id))?.version ?? 0;
  expect((await running.saveForm(citizen, id, { kind: 'extended' }, version)).status).toBe(200);
  await lookNow(id);
  await eventually('a look too early', async () => (await dueAt(id)) > 22.9);
  // Its new end comes near: just behind the one that was told.
  await running.database.query(
    `UPDATE application.drafts SET ends_at = $2::timestamptz + interval '1 millisecond' WHERE stream_id = $1`,
    [id, told],
    'duisburg',
  );
  await lookNow(id);
  await eventually('a second reminder', async () => (await typesOf(id)).length === 3);
  // Asked before its time nothing ends; it is looked at again when it is over.
  await lookNow(id);
  await eventually('another look too early', async () => (await dueAt(id)) > 6.9);
  await pass(id, 7);
  await eventually('the end', async () => (await typesOf(id)).includes('DraftExpired'));
  expect(await typesOf(id)).toEqual([
    'ApplicationDrafted',
    'DraftEndAnnounced',
    'DraftEndAnnounced',
    'DraftExpired',
  ]);
  expect(await rowOf(id)).toBeUndefined();
  expect((await listed()).items.map((item) => item.id)).not.toContain(id);
  await keyIsGone(id);
  const over = await running.get(citizen, `/portal/applications/${id}`);
  expect(over.body).toMatchObject({ status: 'expired', statusLabel: 'Abgelaufen', form: null, allowed: [] });
  expect((await running.get(caseworker, `/backoffice/applications/${id}`)).status).toBe(404);
});

test('how many drafts one person has is bounded, and told before', async () => {
  const greedy = { ...citizen, sub: '00000000-0000-7000-8000-0000000000ce' };
  const left = async () =>
    Number((await running.get(greedy, '/portal/applications')).body['draftsLeft'] as unknown);
  expect(await left()).toBe(250);
  const first = await running.draft(greedy);
  await running.database.query(
    `INSERT INTO application.my_applications SELECT tenant, gen_random_uuid(), 1, applicant_id, NULL, reference || nth,
       service_key, configuration_version, office, status, false, updated_at
     FROM application.my_applications, generate_series(2, 249) AS nth WHERE stream_id = $1`,
    [first],
    'duisburg',
  );
  expect(await left()).toBe(1);
  await running.draft(greedy);
  const refused = await running.post(greedy, '/portal/applications', { serviceKey: 'meldebescheinigung' });
  expect(refused.body).toMatchObject({ type: slug('too-many-drafts'), status: 409, most: 250 });
  expect(refused.body['detail']).toContain('250');
  await running.post(greedy, `/portal/applications/${first}/withdraw`, {}, { ifMatch: 1 });
  expect(await left()).toBe(1);
  await running.draft(greedy);
});

/** What one of two tabs, or time, does to a draft. */
type Deed = 'save' | 'submit' | 'withdraw' | 'expire';

test('save ∥ submit ∥ withdraw ∥ expiry, from two tabs: exactly one ends the draft, and what was reviewed is what is filed', async () => {
  const deed = fc.constantFrom<Deed>('save', 'save', 'submit', 'submit', 'withdraw', 'expire');
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 6 }), async (deeds) => {
      const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
      const endAnnounced = deeds.includes('expire') ? await announceEnd(id) : false;
      const review = await running.get(citizen, `/portal/applications/${id}/review`);
      const { declarationHash } = review.body;
      const reviewed = await rowOf(id);
      const version = reviewed?.version ?? 0;
      const caseVersion = endAnnounced ? 2 : 1;
      const answers = await Promise.all(deeds.map(async (what, nth) => ({ what, ok: await act(what, nth) })));

      const ends = (await eventsOf(id)).filter(({ type }) => endings.includes(type));
      const won = answers.filter(({ what, ok }) => ok && (what === 'submit' || what === 'withdraw'));
      const ended = ends.map(({ type }) => type);
      expect(ends.length).toBeLessThanOrEqual(1);
      if (!ended.includes('DraftExpired')) expect(ended).toEqual(won.map(({ what }) => endedBy[what]));
      else expect(won).toEqual([]);
      const row = await rowOf(id);
      const saves = answers.filter(({ what, ok }) => ok && what === 'save').length;
      // Two tabs with one version: one save at most succeeds.
      expect(saves).toBeLessThanOrEqual(1);
      if (ends.length === 0) expect(row?.version).toBe(version + saves);
      else expect(row).toBeUndefined();
      if (ends[0]?.type === 'ApplicationSubmitted') {
        expect(ends[0].data).toMatchObject({ declarationHash, form: reviewed?.form });
        expect(saves).toBe(0);
      }
      expect((await refolded(id)).differences).toEqual([]);

      async function act(what: Deed, nth: number): Promise<boolean> {
        switch (what) {
          case 'save':
            return (
              (await running.saveForm(citizen, id, { purposeText: `Reiter ${nth}` }, version)).status === 200
            );
          case 'submit': {
            const body = { declarationHash, warningAcknowledged: true };
            const path = `/portal/applications/${id}/submit`;
            return (await running.post(citizen, path, body, { ifMatch: caseVersion })).status === 200;
          }
          case 'withdraw': {
            const path = `/portal/applications/${id}/withdraw`;
            return (await running.post(citizen, path, {}, { ifMatch: caseVersion })).status === 200;
          }
          case 'expire':
            return endDraft(id).then(
              () => true,
              () => false,
            );
        }
      }
    }),
    { numRuns: 40, seed: 20261126, endOnFailure: true },
  );
}, 120_000);

const endedBy: Readonly<Partial<Record<Deed, string>>> = {
  submit: 'ApplicationSubmitted',
  withdraw: 'ApplicationWithdrawn',
  expire: 'DraftExpired',
};
const endings: readonly string[] = Object.values(endedBy);

/** Gives the command that the due-table gives. */
function endDraft(id: string): Promise<unknown> {
  const acting = asService('application', 'duisburg');
  return running.app.get(CommandBus).execute(new GiveCommand(acting, id, { name: 'end-draft', input: {} }));
}

/** The draft is over its time, its applicant was told, and nobody has ended it yet. */
async function announceEnd(id: string): Promise<true> {
  const leaveAlone = () =>
    running.database.query(
      `UPDATE event_store.due SET due_at = '2026-01-01', look_at = now() + interval '1 hour' WHERE stream_id = $1`,
      [id],
      'duisburg',
    );
  const endedOn = (day: string) =>
    running.database.query(
      'UPDATE application.drafts SET ends_at = $2 WHERE stream_id = $1',
      [id, day],
      'duisburg',
    );
  await leaveAlone();
  await endedOn('2026-01-01');
  await endDraft(id);
  await leaveAlone();
  await endedOn('2026-01-02');
  expect(await typesOf(id)).toEqual(['ApplicationDrafted', 'DraftEndAnnounced']);
  return true;
}

async function refolded(id: string): Promise<{ differences: unknown[] }> {
  const { body } = await running.get(people.audit, `/internal/streams/${id}`);
  return body as unknown as { differences: unknown[] };
}

async function keyIsGone(id: string): Promise<void> {
  await eventually('the data key is destroyed', async () => {
    const [key] = await running.database.query<{ gone: boolean }>(
      'SELECT wrapped_key IS NULL AS gone FROM encryption.data_keys WHERE subject_id = $1',
      [id],
    );
    return key?.gone === true;
  });
}

const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** In how many days the draft is looked at. */
async function dueAt(id: string): Promise<number> {
  const [row] = await running.database.query<{ days: number }>(
    `SELECT extract(epoch FROM look_at - now())::float8 / 86400 AS days FROM event_store.due
     WHERE stream_id = $1 AND kind <> 'papers-missing'`,
    [id],
  );
  return row?.days ?? NaN;
}

/** Has a draft looked at before its time. */
async function lookNow(id: string): Promise<void> {
  await running.database.query(
    'UPDATE event_store.due SET due_at = now(), look_at = now() WHERE stream_id = $1',
    [id],
    'duisburg',
  );
  running.app.get(DueWorker).wake();
}

/** Lets so many days pass for a draft. */
async function pass(id: string, daysPassed: number): Promise<void> {
  for (const statement of [
    `UPDATE application.drafts SET saved_at = saved_at - $2 * interval '1 day', ends_at = ends_at - $2 * interval '1 day' WHERE stream_id = $1`,
    `UPDATE event_store.due SET due_at = due_at - $2 * interval '1 day', look_at = look_at - $2 * interval '1 day' WHERE stream_id = $1`,
  ])
    await running.database.query(statement, [id, daysPassed], 'duisburg');
  running.app.get(DueWorker).wake();
}
