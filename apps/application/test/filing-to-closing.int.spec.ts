import { CommandBus } from '@nestjs/cqrs';
import type { TestClaims } from '#testing';
import type { CheckedStreams } from '#verification';
import { asService } from '#commands';
import { GiveCommand } from '../src/application.handler';
import { caseworkerId, completeForm, people, RunningApplication } from './running-application';

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, caseworker, caseworkerElsewhere } = people;

/** What the three places that show a status say: the citizen's list, the work list, the fold. */
async function statusOf(id: string) {
  const list = await running.get(citizen, '/portal/applications');
  const detail = await running.get(citizen, `/portal/applications/${id}`);
  const items = list.body['items'] as unknown as { id: string; status: string }[];
  const listed = items.find((item) => item.id === id)?.status;
  expect(detail.body['status']).toBe(listed);
  return listed;
}

test('D20 R9 an application goes from draft to closed, and the list equals the fold at every step', async () => {
  const id = await running.draft();
  expect(await statusOf(id)).toBe('draft');
  await running.saveForm(citizen, id, completeForm, 1);
  const submitted = await running.submit(citizen, id);
  expect(submitted.body).toMatchObject({ status: 'filed', statusLabel: 'Eingegangen', version: 3 });
  expect(submitted.headers['etag']).toBe('"3"');
  expect(await statusOf(id)).toBe('filed');

  const found = await running.get(caseworker, '/backoffice/work-list?assigned=nobody&status=filed');
  expect((found.body['items'] as unknown as { id: string }[]).map((item) => item.id)).toContain(id);

  expect((await running.command(caseworker, id, 'assign')).body).toMatchObject({ status: 'in-processing' });
  expect(await statusOf(id)).toBe('in-processing');
  const request = {
    text: 'Bitte reichen Sie den Ausweis nach.',
    documents: ['Ausweis'],
    dueOn: '2099-12-31',
  };
  expect((await running.command(caseworker, id, 'request-documents', request)).status).toBe(200);
  expect(await statusOf(id)).toBe('action-required');

  const early = await running.command(caseworker, id, 'decide', { outcome: 'granted', text: 'Ja.' });
  expect(early.body).toMatchObject({ type: 'urn:serviceportal:problem:documents-missing', status: 409 });

  const asked = await running.get(citizen, `/portal/applications/${id}`);
  expect(asked.body).toMatchObject({
    actionRequired: true,
    documentRequest: request,
    allowed: ['withdraw', 'supply-documents'],
    clock: { running: false },
  });
  const supplied = await running.post(
    citizen,
    `/portal/applications/${id}/supply-documents`,
    { documents: ['ausweis.pdf'] },
    { ifMatch: Number(asked.body['version']) },
  );
  expect(supplied.body).toMatchObject({ status: 'in-processing' });

  const decided = await running.command(caseworker, id, 'decide', {
    outcome: 'granted',
    text: 'Ihrem Antrag wird entsprochen.',
  });
  expect(decided.body).toMatchObject({ status: 'decided-granted', statusLabel: 'Entschieden: bewilligt' });
  const decisionVersion = Number(decided.body['version']);
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({
    type: 'urn:serviceportal:problem:notice-not-provided',
  });

  const notice = await running.get(
    people.mailbox,
    `/internal/applications/${id}/notice?version=${decisionVersion}`,
  );
  expect(notice.body).toEqual({
    outcome: 'granted',
    text: 'Ihrem Antrag wird entsprochen.',
    documentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const noticeId = '0197a3c2-0000-7000-8000-0000000000f0';
  await running.app.get(CommandBus).execute(
    new GiveCommand(asService('application', 'duisburg'), id, {
      name: 'provide-notice',
      input: { noticeId, decisionVersion, providedAt: new Date().toISOString() },
    }),
  );
  expect(await statusOf(id)).toBe('notice-available');
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({
    type: 'urn:serviceportal:problem:notice-not-announced',
  });
  await running.app.get(CommandBus).execute(
    new GiveCommand(asService('application', 'duisburg'), id, {
      name: 'notice-retrieved',
      input: { noticeId, retrievedAt: new Date().toISOString() },
    }),
  );
  expect((await running.command(caseworker, id, 'close')).body).toMatchObject({ status: 'closed' });
  expect(await statusOf(id)).toBe('closed');

  const { streams } = (await running.get(people.audit, '/internal/streams'))
    .body as unknown as CheckedStreams;
  expect(streams.map(({ brokenAt, differences }) => ({ brokenAt, differences }))).toEqual(
    streams.map(() => ({ brokenAt: undefined, differences: [] })),
  );
  expect(streams.map(({ streamId }) => streamId)).toContain(id);
});

test('a citizen sees who has the case as their office and never as a person, and no internal note', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'forward', {
    office: 'steueramt',
    reason: 'Das ist unsere Sache nicht.',
  });
  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect(JSON.stringify(shown.body)).not.toContain(caseworkerId);
  expect(JSON.stringify(shown.body)).not.toContain('unsere Sache');
  const history = shown.body['history'] as unknown as { type: string; by: string }[];
  expect(history.map(({ type, by }) => [type, by])).toEqual([
    ['ApplicationDrafted', 'applicant'],
    ['ApplicationSubmitted', 'applicant'],
    ['ApplicationFiled', 'applicant'],
    ['ProcessingStarted', 'office'],
    ['CaseForwarded', 'office'],
  ]);

  const there = await running.get(caseworkerElsewhere, `/backoffice/applications/${id}`);
  expect(JSON.stringify(there.body)).toContain('unsere Sache');
  expect((await running.get(caseworker, `/backoffice/applications/${id}`)).status).toBe(404);
});

test('law 2: what is reviewed is what is submitted', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const review = await running.get(citizen, `/portal/applications/${id}/review`);
  expect(review.body['entries']).toEqual([
    { pointer: '/person/givenNames', label: 'Vornamen', value: 'Erika' },
    { pointer: '/person/familyName', label: 'Familienname', value: 'Müstermann' },
    { pointer: '/person/birthDate', label: 'Geburtsdatum', value: '12.08.1964' },
    { pointer: '/postcode', label: 'Postleitzahl der Wohnung', value: '47051' },
    { pointer: '/kind', label: 'Umfang', value: 'einfach' },
    { pointer: '/purpose', label: 'Verwendungszweck', value: 'Bank' },
  ]);
  const { declarationHash } = review.body;
  const path = `/portal/applications/${id}/submit`;

  const unreviewed = await running.post(citizen, path, {}, { ifMatch: 1 });
  expect(unreviewed.body).toMatchObject({ type: 'urn:serviceportal:problem:review-required', status: 409 });
  await running.saveForm(citizen, id, { purpose: 'school' }, 2);
  const changed = await running.post(
    citizen,
    path,
    { declarationHash, warningAcknowledged: true },
    { ifMatch: 1 },
  );
  expect(changed.body).toMatchObject({ type: 'urn:serviceportal:problem:reviewed-form-changed' });
});

test('the mailbox, and nobody else, may ask whether an application is filed', async () => {
  const filing = async (id: string, who: TestClaims = people.mailbox) => {
    const { status, body } = await running.get(who, `/internal/applications/${id}/filing`);
    return status === 200 ? body : status;
  };
  const draft = await running.draft();
  const filed = await running.filed();
  expect(await filing(draft)).toEqual({ filed: false });
  expect(await filing(filed)).toEqual({ filed: true });
  expect(await filing(filed, { ...people.mailbox, tenant: 'wuppertal' })).toEqual({ filed: false });
  expect(await filing(filed, people.audit)).toBe(403);
  expect(await filing(filed, citizen)).toBe(403);
});

test('D13 D15 D17 a session on a lower level is told which is needed, keeps its draft, and files on the higher one', async () => {
  const id = await running.draft(citizen, 'untersuchungsberechtigungsschein');
  const refused = await running.submit(citizen, id);
  expect(refused.body).toMatchObject({
    type: 'urn:serviceportal:problem:level-of-assurance-too-low',
    required: 'high',
    present: 'low',
    detail: expect.stringContaining('„hoch“'),
  });
  const steppedUp = await running.submit({ ...citizen, levelOfAssurance: 'high' }, id);
  expect(steppedUp.body).toMatchObject({ type: 'urn:serviceportal:problem:form-invalid', status: 422 });
});

test('D11 R26 what people write stands in the database as ciphertext only', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  await running.command(caseworker, id, 'request-documents', { text: 'Geheimer Text der Nachforderung' });
  const rows = await running.database.query<{ payload: string }>(
    'SELECT payload FROM event_store.events WHERE stream_id = $1',
    [id],
  );
  const stored = rows.map(({ payload }) => payload).join('\n');
  expect(stored).toContain('s1.');
  for (const secret of ['Müstermann', '1964-08-12', 'erika@example.org', 'Geheimer Text']) {
    expect(stored).not.toContain(secret);
  }
});

test('every look of the staff at a case is recorded before the answer', async () => {
  const id = await running.filed();
  await running.get(caseworker, `/backoffice/applications/${id}`);
  await running.get(citizen, `/portal/applications/${id}`);
  await running.get(caseworkerElsewhere, `/backoffice/applications/${id}`);
  const rows = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE type = 'CaseAccessed' AND payload LIKE '%' || $1 || '%'`,
    [id],
  );
  expect(rows.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
    { applicationId: id, personId: caseworkerId, role: 'caseworker', purpose: 'case-view' },
  ]);
});

test('law 4: the processing time is extended once, to a date, with a reason that the citizen reads', async () => {
  const id = await running.filed();
  const extension = { until: '2099-12-31', reason: 'Die Stellungnahme der Denkmalbehörde steht noch aus.' };
  expect((await running.command(caseworker, id, 'extend', extension)).body).toMatchObject({
    status: 'filed',
    version: 4,
  });

  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect(shown.body).toMatchObject({
    status: 'filed',
    clock: { running: true, extendedUntil: '2099-12-31' },
  });
  const history = shown.body['history'] as unknown as Record<string, unknown>[];
  expect(history.at(-1)).toMatchObject({
    label: 'Bearbeitungszeit verlängert',
    by: 'office',
    facts: { until: '2099-12-31' },
    content: { text: extension.reason },
  });

  const offered = (await running.get(caseworker, `/backoffice/applications/${id}`)).body['allowed'];
  expect(offered).not.toContain('extend');
  const again = await running.command(caseworker, id, 'extend', { ...extension, until: '2100-01-31' });
  expect([again.status, again.body]).toMatchObject([
    409,
    {
      type: 'urn:serviceportal:problem:already-extended',
      detail: 'Sie darf nur einmal verlängert werden (§ 42a Abs. 2 VwVfG); sie ist es bis 2099-12-31.',
    },
  ]);
});

test.each([
  [{ until: '2020-01-31', reason: 'Zu spät.' }, '/until', 'not-in-the-future'],
  [{ until: '2099-02-30', reason: 'Kein Tag.' }, '/until', 'is-iso8601'],
  [{ until: '2099-12-31', reason: '   ' }, '/reason', 'required'],
  [{ until: '2099-12-31' }, '/reason', 'required'],
])('an extension without a future day or a reason is refused: %j', async (body, pointer, rule) => {
  const id = await running.filed();
  const refused = await running.command(caseworker, id, 'extend', body);
  expect(refused.status).toBe(400);
  expect(refused.body['errors']).toContainEqual(expect.objectContaining({ pointer, rule }));
});

test('law 7: who acts for somebody sees that person’s applications, and only while acting for them', async () => {
  const represented = people.otherCitizen.sub;
  const acting: TestClaims = { ...citizen, actingFor: represented };
  const id = await running.draft(acting);
  const idsOf = async (who: TestClaims) =>
    ((await running.get(who, '/portal/applications')).body['items'] as unknown as { id: string }[]).map(
      (item) => item.id,
    );
  expect(await idsOf(acting)).toContain(id);
  expect(await idsOf(people.otherCitizen)).toContain(id);
  expect(await idsOf(citizen)).not.toContain(id);
  expect((await running.get(acting, `/portal/applications/${id}`)).status).toBe(200);
  expect((await running.get(citizen, `/portal/applications/${id}`)).status).toBe(404);
});
