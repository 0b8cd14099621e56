import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { officeWork } from './examples';
import {
  citizenId,
  completeForm,
  otherCitizenId,
  people,
  RunningApplication,
  strangerId,
} from './running-application';

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, otherCitizen, caseworker, caseworkerElsewhere, headOfOffice, stranger } = people;
const colleagueId = '0197a3c2-0000-7000-8000-00000000000d';
const slug = (name: string) => `urn:serviceportal:problem:${name}`;

/** The stream is as it was: its version has not moved. */
async function expectVersion(id: string, version: number): Promise<void> {
  expect((await running.get(citizen, `/portal/applications/${id}`)).headers['etag']).toBe(`"${version}"`);
}

/** So is the form of the draft, which has a version of its own. */
async function expectDraft(id: string, version: number): Promise<void> {
  expect((await running.get(citizen, `/portal/applications/${id}/form`)).headers['etag']).toBe(
    `"${version}"`,
  );
  await expectVersion(id, 1);
}

test('a change without If-Match is 428, with a stale one 412, with a malformed one 400', async () => {
  const id = await running.draft();
  const path = `/portal/applications/${id}/withdraw`;
  expect((await running.post(citizen, path, {})).body).toMatchObject({
    type: slug('if-match-required'),
    status: 428,
  });
  expect((await running.post(citizen, path, {}, { ifMatch: 7 })).body).toMatchObject({
    type: slug('version-conflict'),
    status: 412,
  });
  expect((await running.post(citizen, path, {}, { ifMatch: '1' })).body).toMatchObject({
    type: slug('if-match-malformed'),
    status: 400,
  });
  await expectVersion(id, 1);
});

test('a repeated request has one effect and the first answer, also after the state has moved on', async () => {
  const key = randomUUID();
  const first = await running.post(
    citizen,
    '/portal/applications',
    { serviceKey: 'meldebescheinigung' },
    { key },
  );
  const again = await running.post(
    citizen,
    '/portal/applications',
    { serviceKey: 'meldebescheinigung' },
    { key },
  );
  expect(again.body).toEqual(first.body);
  const id: string = first.body['id'] ?? '';
  await expectVersion(id, 1);

  const withdrawal = randomUUID();
  const path = `/portal/applications/${id}/withdraw`;
  const once = await running.post(citizen, path, {}, { ifMatch: 1, key: withdrawal });
  const twice = await running.post(citizen, path, {}, { ifMatch: 1, key: withdrawal });
  expect([twice.status, twice.body]).toEqual([once.status, once.body]);
  await expectVersion(id, 2);
});

test('a form that is saved again under its key has its first answer; without a key the repetition is stale', async () => {
  const id = await running.draft();
  const key = randomUUID();
  const save = async (patch: object, key?: string) =>
    request(running.url)
      .patch(`/portal/applications/${id}/form`)
      .set('authorization', `Bearer ${await running.token(citizen)}`)
      .set({ 'if-match': '"1"', ...(key && { 'idempotency-key': key }) })
      .send(patch);
  const first = await save({ kind: 'simple' }, key);
  const again = await save({ kind: 'simple' }, key);
  expect([again.status, again.body, again.headers['etag']]).toEqual([200, first.body, '"2"']);
  expect((await save({ kind: 'extended' }, key)).body).toMatchObject({
    type: slug('idempotency-key-reused'),
  });
  expect((await save({ kind: 'simple' }, 'no key at all')).body).toMatchObject({
    type: slug('idempotency-key-malformed'),
  });
  expect((await save({ kind: 'simple' })).body).toMatchObject({ type: slug('version-conflict') });
  await expectDraft(id, 2);
});

test('a key that was used for something else is refused, and another person may use the same key', async () => {
  const key = randomUUID();
  await running.post(citizen, '/portal/applications', { serviceKey: 'meldebescheinigung' }, { key });
  const other = await running.post(citizen, '/portal/applications', { serviceKey: 'sondernutzung' }, { key });
  expect(other.body).toMatchObject({ type: slug('idempotency-key-reused'), status: 422 });
  const somebody = await running.post(
    otherCitizen,
    '/portal/applications',
    { serviceKey: 'sondernutzung' },
    { key },
  );
  expect(somebody.status).toBe(201);
});

test('a POST without an idempotency key is 400', async () => {
  const answer = await running.post(
    citizen,
    '/portal/applications',
    { serviceKey: 'sondernutzung' },
    { key: null },
  );
  expect(answer.body).toMatchObject({ type: slug('idempotency-key-required'), status: 400 });
});

test("another person's, another tenant's and nobody's application are the same 404, whatever version is named", async () => {
  const id = await running.filed();
  const elsewhere = { ...citizen, tenant: 'wuppertal' };
  for (const [who, applicationId] of [
    [otherCitizen, id],
    [elsewhere, id],
    [citizen, randomUUID()],
  ] as const) {
    const read = await running.get(who, `/portal/applications/${applicationId}`);
    expect([read.status, read.body['type']]).toEqual([404, slug('not-found')]);
    for (const ifMatch of [1, 3]) {
      const path = `/portal/applications/${applicationId}/withdraw`;
      const change = await running.post(who, path, {}, { ifMatch });
      expect([change.status, change.body['type']]).toEqual([404, slug('not-found')]);
    }
  }
  expect((await running.get(caseworkerElsewhere, `/backoffice/applications/${id}`)).status).toBe(404);
  expect(
    (await running.get({ ...caseworker, tenant: 'wuppertal' }, `/backoffice/applications/${id}`)).status,
  ).toBe(404);
  const foreign = await running.get(elsewhere, '/portal/applications');
  expect(foreign.body['items']).toEqual([]);
  await expectVersion(id, 3);
});

test('a draft is nobody else’s business: the office does not see it', async () => {
  const id = await running.draft();
  expect((await running.get(caseworker, `/backoffice/applications/${id}`)).status).toBe(404);
});

test('a wrong role is 403, no token and a forged one are 401', async () => {
  const id = await running.filed();
  expect((await running.get(citizen, '/backoffice/work-list')).status).toBe(403);
  expect((await running.get(caseworker, '/portal/applications')).status).toBe(403);
  expect((await running.get(stranger, `/portal/applications/${id}`)).status).toBe(401);
  expect((await running.get(citizen, `/internal/applications/${id}/history`)).status).toBe(403);
  expect((await running.get(people.mailbox, `/internal/applications/${id}/history`)).status).toBe(403);
  const token = await running.token(citizen);
  const [head, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ sub: otherCitizenId, tenant: 'duisburg' })).toString(
    'base64url',
  );
  for (const bearer of ['', 'Bearer x', `Bearer ${head}.${forged}.${signature}`]) {
    const answer = await request(running.url).get('/portal/applications').set('authorization', bearer);
    expect([bearer, answer.status]).toEqual([bearer, 401]);
  }
});

test('a caseworker cannot work on an application of their own', async () => {
  const both = { ...caseworker, sub: citizen.sub };
  const id = await running.filed();
  expect((await running.command(both, id, 'start')).body).toMatchObject({
    type: slug('own-application'),
    status: 409,
  });
});

test.each([
  ['an unknown field', { colour: 'blue' }, 'invalid-input', '/colour'],
  ['a wrong type', { person: 'Erika' }, 'invalid-input', '/person'],
  ['a NUL', { purposeText: 'a\0b' }, 'malformed-text', '/purposeText'],
  ['a list instead of a form', [], 'malformed-body', ''],
])('a draft with %s is refused and stays as it was', async (_, patch, name, pointer) => {
  const id = await running.draft();
  const answer = await running.saveForm(citizen, id, patch, 1);
  expect(answer.body).toMatchObject({ type: slug(name), status: 400 });
  expect(JSON.stringify(answer.body)).toContain(`"pointer":"${pointer}"`);
  await expectDraft(id, 1);
});

test('a lone surrogate is refused, and NFD is stored as NFC', async () => {
  const id = await running.draft();
  const lone = await request(running.url)
    .patch(`/portal/applications/${id}/form`)
    .set('authorization', `Bearer ${await running.token(citizen)}`)
    .set('if-match', '"1"')
    .set('content-type', 'application/merge-patch+json')
    .send('{"purposeText":"\\ud800"}');
  expect(lone.body).toMatchObject({ type: slug('malformed-text'), status: 400 });
  expect((await running.saveForm(citizen, id, { purposeText: 'Mu\u0308ll' }, 1)).status).toBe(200);
  const shown = await running.get(citizen, `/portal/applications/${id}`);
  expect(shown.body['form']).toEqual({ purposeText: 'Müll' });
});

test('many patches do not add up to more than a form may hold', async () => {
  const id = await running.draft();
  const half = 'x'.repeat(200_000);
  expect((await running.saveForm(citizen, id, { purposeText: half }, 1)).status).toBe(200);
  const answer = await running.saveForm(citizen, id, { person: { givenNames: half } }, 2);
  expect(answer.body).toMatchObject({ type: slug('body-too-large'), status: 413 });
  await expectDraft(id, 2);
});

test('an incomplete form is 422 with every field, in the reader’s language, and a date that does not exist is named', async () => {
  const person = { ...completeForm.person, birthDate: '1964-02-30' };
  const id = await running.draft(citizen, 'meldebescheinigung', { person, kind: 'extended' });
  const { declarationHash } = (await running.get(citizen, `/portal/applications/${id}/review`)).body;
  const body = { declarationHash, warningAcknowledged: true };
  const path = `/portal/applications/${id}/submit`;
  const answer = await running.post(citizen, path, body, { ifMatch: 1, language: 'en' });
  expect([answer.status, answer.body['errors']]).toEqual([
    422,
    expect.arrayContaining([
      { pointer: '/purpose', rule: 'required', label: 'Purpose', message: 'This entry is missing.' },
      {
        ...{ pointer: '/extendedContents', rule: 'required', label: 'Additional particulars' },
        message: 'This entry is missing.',
      },
      {
        ...{ pointer: '/person/birthDate', rule: 'format', label: 'Date of birth' },
        message: 'This date does not exist.',
      },
    ]),
  ]);
  await expectDraft(id, 2);
});

test('commands with impossible values are refused by field', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const cases = [
    ['request-documents', { text: 'x', dueOn: '2026-02-30' }, '/dueOn'],
    ['request-documents', { text: 'x', dueOn: '2001-01-01' }, '/dueOn'],
    ['decide', { outcome: 'perhaps', text: 'x' }, '/outcome'],
    ['decide', { outcome: 'granted', text: '' }, '/text'],
    ['forward', { office: 'nirgendwo' }, '/office'],
    ['assign', { assignee: 'me' }, '/assignee'],
    ['assign', { assignee: strangerId }, '/assignee'],
    ['start', { colour: 'blue' }, '/colour'],
  ] as const;
  for (const [name, body, pointer] of cases) {
    const answer = await running.command(caseworker, id, name, body);
    expect([name, answer.status, answer.body['errors']]).toEqual([
      name,
      400,
      expect.arrayContaining([expect.objectContaining({ pointer })]),
    ]);
  }
  await expectVersion(id, 5);
});

test('a command in the wrong status is 409 and says what is allowed', async () => {
  const id = await running.filed();
  const answer = await running.command(headOfOffice, id, 'reopen', { reason: 'x' });
  expect(answer.body).toMatchObject({
    type: slug('not-allowed-now'),
    status: 409,
    allowed: ['assign', 'start', 'forward', 'extend', 'suspend', ...officeWork, 'correct'],
  });
});

test('a malformed id is 400, and a cursor that never was one too', async () => {
  expect((await running.get(citizen, '/portal/applications/7')).status).toBe(400);
  expect((await running.get(citizen, '/portal/applications?cursor=7')).status).toBe(400);
  expect((await running.get(caseworker, '/backoffice/work-list?status=perhaps')).status).toBe(400);
});

test('an id in capitals is the same id, also that of a person to whom a case is assigned', async () => {
  const id = await running.filed();
  const shown = await running.get(citizen, `/portal/applications/${id.toUpperCase()}`);
  expect([shown.status, shown.body['id']]).toEqual([200, id]);
  const assign = (assignee: string) =>
    running.command(headOfOffice, id.toUpperCase(), 'assign', { assignee: assignee.toUpperCase() });
  // Law 7 compares persons, and the contract event that leaves knows lower case alone.
  expect((await assign(citizenId)).body).toMatchObject({ type: slug('own-application'), status: 409 });
  expect((await assign(colleagueId)).status).toBe(200);
  const file = await running.get(headOfOffice, `/backoffice/applications/${id}`);
  expect(file.body['assignedTo']).toBe(colleagueId);
});

test.each([
  [404, 401, 'person-unknown', undefined],
  [401, 503, 'temporarily-unavailable', '5'],
  [403, 503, 'temporarily-unavailable', '5'],
  [500, 503, 'temporarily-unavailable', '5'],
])(
  'identity answers %i about the one who submits: %i %s, and nothing is filed',
  async (said, status, name, retryAfter) => {
    const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
    const { answer: knowsEverybody } = running.identity;
    running.identity.answer = () => ({ status: said, body: { type: slug('not-found') } });
    try {
      const answer = await running.submit(citizen, id);
      expect([answer.status, answer.body['type'], answer.headers['retry-after']]).toEqual([
        status,
        slug(name),
        retryAfter,
      ]);
      if (said === 404) expect(answer.body['detail']).toContain('melden Sie sich ab und neu an');
      await expectDraft(id, 2);
    } finally {
      running.identity.answer = knowsEverybody;
    }
  },
);

test('while identity does not answer nothing is filed: 503 with Retry-After, and the draft is as it was', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  running.identity.stop();
  const answer = await running.submit(citizen, id);
  expect(answer.body).toMatchObject({ type: slug('temporarily-unavailable'), status: 503 });
  expect(answer.headers['retry-after']).toBe('5');
  await expectDraft(id, 2);
});
