import { randomUUID } from 'node:crypto';
import { dateInBerlin } from '../src/domain/berlin';
import { addDays } from '../src/domain/law/calendar';
import { citizenId, completeForm, people, RunningApplication } from './running-application';

/** What came another way begins a case (D6a, W4); whose cases they are; and which have to do with each other. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, caseworker, caseworkerElsewhere, headOfOffice } = people;
const today = dateInBerlin(new Date().toISOString());
const tenDaysAgo = addDays(today, -10);
const account = { applicantId: citizenId };
const letter = {
  ...{ serviceKey: 'meldebescheinigung', channel: 'post', receivedOn: tenDaysAgo, form: completeForm },
  ...{ givenName: 'Jörg', familyName: 'Eßer', street: 'Realschulstraße', houseNumber: '9' },
};
const slug = (name: string) => `urn:serviceportal:problem:${name}`;
const record = (input: object, who: Parameters<typeof running.post>[0] = caseworker) =>
  running.post(who, '/backoffice/applications', { ...letter, ...input });
const shown = async (id: unknown, who: Parameters<typeof running.get>[0] = caseworker) =>
  (await running.get(who, `/backoffice/applications/${id as string}`)).body as unknown as Record<
    string,
    never
  >;
const listed = async (query: string) =>
  (await running.get(caseworker, `/backoffice/work-list${query}`)).body['items'] as unknown as {
    readonly id: string;
  }[];

describe('D6a W4 what comes by post, phone, mail or in person', () => {
  test('begins a case that counts from the day on which it came, with the way and who entered it in its history', async () => {
    const personId = randomUUID();
    running.recorded.push(personId);
    const answer = await record({});
    expect([answer.status, answer.body]).toEqual([
      201,
      expect.objectContaining({ status: 'filed', version: 3 }),
    ]);
    const file = await shown(answer.body['id']);
    const profile = Object.fromEntries(
      Object.entries({
        givenName: 'Jörg',
        familyName: 'Eßer',
        street: 'Realschulstraße',
        houseNumber: '9',
      }).map(([name, value]) => [name, { value, source: 'self' }]),
    );
    expect((file['history'] as unknown as { content?: { profile: object } }[])[1]?.content?.profile).toEqual(
      profile,
    );
    expect(file).toMatchObject({
      ...{ status: 'filed', channel: 'post', applicantId: personId, withoutSignIn: true },
      clock: { target: { rule: 'target-general' } },
      history: [
        { type: 'ApplicationDrafted', by: 'office', actor: { personId: caseworker.sub } },
        {
          ...{ type: 'ApplicationSubmitted', label: 'Antrag per Post eingegangen und vom Amt erfasst' },
          content: { profile },
        },
        { type: 'ApplicationFiled' },
      ],
    });
    expect(dateInBerlin(file['clock']?.['startedAt'] ?? '')).toBe(tenDaysAgo);
    const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
    expect(ids(await listed('?channel=post'))).toEqual([answer.body['id']]);
    expect(ids(await listed('?channel=online'))).not.toContain(answer.body['id']);
  });

  test('of somebody with an account it is theirs, and they read it; reading who they are was asked of identity', async () => {
    const asked: string[] = [];
    const { answer: usual } = running.identity;
    running.identity.answer = (request) => {
      asked.push(request.url ?? '');
      return usual(request);
    };
    const answer = await record({ ...account, receivedOn: today, channel: 'in-person' });
    running.identity.answer = usual;
    expect(asked).toContain(`/internal/persons/${citizenId}/reading`);
    const own = await running.get(citizen, `/portal/applications/${answer.body['id']}`);
    expect(own.body).toMatchObject({ status: 'filed', channel: 'in-person' });
    expect(own.body['withoutSignIn']).toBeUndefined();
  });

  test('may have gaps, and nothing that is wrong', async () => {
    const { postcode: _, ...without } = completeForm;
    const gap = await record({ form: without });
    expect(gap.body).toMatchObject({ status: 'filed' });
    const wrong = await record({ form: { ...completeForm, postcode: 'x' } });
    expect(wrong.body).toMatchObject({ status: 400, errors: [{ pointer: '/form/postcode' }] });
    const unknown = await record({ form: { ...completeForm, colour: 'blue' } });
    expect(unknown.body).toMatchObject({ errors: [{ pointer: '/form/colour', rule: 'unknown-field' }] });
  });

  test.each([
    ['a day that lies ahead', { receivedOn: '2099-01-01' }, '/receivedOn', 'in-the-future'],
    [
      'a service of another office',
      { serviceKey: 'hundesteuer-anmeldung' },
      '/serviceKey',
      'of-another-office',
    ],
    ['no service', { serviceKey: 'nirgends' }, '/serviceKey', 'unknown-service'],
    ['nobody', { familyName: undefined }, '/familyName', 'required'],
  ])('of %s begins nothing', async (_, input, pointer, rule) => {
    expect((await record(input)).body).toMatchObject({ status: 400, errors: [{ pointer, rule }] });
  });

  test('law 7 § 20 VwVfG nobody enters their own, and no citizen enters anything', async () => {
    running.accounts.set(`/internal/persons/${headOfOffice.sub}/own-accounts`, [citizenId]);
    expect((await record(account, headOfOffice)).body).toMatchObject({ type: slug('own-application') });
    running.accounts.delete(`/internal/persons/${headOfOffice.sub}/own-accounts`);
    expect((await record(account, citizen)).status).toBe(403);
  });

  test('once, however often it is sent', async () => {
    const path = '/backoffice/applications';
    const key = randomUUID();
    const first = await running.post(caseworker, path, letter, { key });
    const again = await running.post(caseworker, path, letter, { key });
    expect(again.body['id']).toBe(first.body['id']);
  });
});

describe('a person', () => {
  test('is shown with their cases to the offices that work on them, and to no other', async () => {
    const id = await running.filed();
    const page = await running.get(caseworker, `/backoffice/persons/${citizenId}`);
    expect(page.body).toMatchObject({
      id: citizenId,
      person: { attributes: [{ name: 'email', value: 'erika@example.org' }] },
      items: expect.arrayContaining([expect.objectContaining({ id, as: 'applicant' })]) as object[],
    });
    expect((await running.get(caseworkerElsewhere, `/backoffice/persons/${citizenId}`)).status).toBe(404);
    expect((await running.get(citizen, `/backoffice/persons/${citizenId}`)).status).toBe(403);
  });

  test('is found by exactly one address', async () => {
    running.accounts.set('/internal/persons/search', [citizenId]);
    const found = await running.post(
      ...([caseworker, '/backoffice/persons/search', { email: 'erika@example.org' }] as const),
      { key: null },
    );
    expect(found.body).toMatchObject({ items: [{ id: citizenId }] });
  });
});

describe('linked cases', () => {
  const reason = 'Dieselbe Wohnung';

  test('say so in both histories, for the office alone, until the link is taken back', async () => {
    const [one, other] = [await running.filed(), await running.filed()];
    expect((await running.command(caseworker, one, 'link', { to: other, reason })).body).toMatchObject({
      status: 'filed',
    });
    for (const [from, to] of [
      [one, other],
      [other, one],
    ]) {
      const file = await shown(from);
      expect(file['linked']).toMatchObject([{ id: to, status: 'filed' }]);
      expect((file['history'] as unknown as object[]).at(-1)).toMatchObject({
        ...{ type: 'CaseLinked', facts: { to }, content: { text: reason }, applicantReads: 'nothing' },
      });
      const own = await running.get(citizen, `/portal/applications/${from}`);
      expect(JSON.stringify(own.body)).not.toMatch(/CaseLinked|Dieselbe Wohnung|"links"/);
    }
    await running.command(caseworker, other, 'unlink', { to: one, reason: 'Verwechselt' });
    for (const id of [one, other]) expect((await shown(id))['linked']).toEqual([]);
  });

  test('are read by whoever links them, or nothing happens to either', async () => {
    const id = await running.filed();
    const elsewhere = await record(
      { ...account, serviceKey: 'hundesteuer-anmeldung', form: {} },
      {
        ...caseworkerElsewhere,
      },
    );
    const to = elsewhere.body['id'];
    expect(to).toBeDefined();
    const { version } = await shown(id);
    expect((await running.command(caseworker, id, 'link', { to, reason })).status).toBe(404);
    expect((await shown(id))['version']).toBe(version);
    const itself = await running.command(caseworker, id, 'link', { to: id, reason });
    expect(itself.body).toMatchObject({ type: slug('linked-with-itself') });
  });
});

test('heads of office are told what came by which way', async () => {
  const figures = await running.get(headOfOffice, '/backoffice/figures');
  const byChannel = figures.body['byChannel'] as unknown as readonly { channel: string; received: number }[];
  expect(byChannel.map(({ channel }) => channel)).toEqual(
    expect.arrayContaining(['online', 'post', 'in-person']),
  );
});
