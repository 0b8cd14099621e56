import { randomUUID } from 'node:crypto';
import { eventually, type TestClaims } from '#testing';
import { caseworkerId, citizenId, people, RunningApplication } from './running-application';

/** Names instead of ids; how identity tells and records them is tested there. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
  running.names.set(citizenId, 'Erika Mustermann');
  running.names.set(caseworkerId, 'Minh Nguyen');
});
afterAll(() => running.stop());

const { caseworker, headOfOffice, auditor } = people;

test('the work list and a case say who is the applicant, who has it and who acted, by name', async () => {
  const id = await running.filed();
  await running.command(headOfOffice, id, 'assign', { assignee: caseworkerId });
  const list = await running.get(caseworker, '/backoffice/work-list');
  expect(list.body).toMatchObject({
    items: [
      {
        applicantId: citizenId,
        assignedTo: caseworkerId,
        office: 'buergerservice',
        officeName: 'Bürger-Service',
      },
    ],
    names: { [citizenId]: 'Erika Mustermann', [caseworkerId]: 'Minh Nguyen' },
  });
  const shown = await running.get(caseworker, `/backoffice/applications/${id}`, { 'accept-language': 'en' });
  expect(shown.body).toMatchObject({ applicantId: citizenId, officeName: "Citizens' service" });
  // The head of office, who assigned it, is not known any more.
  expect(shown.body['names']).toEqual({ [citizenId]: 'Erika Mustermann', [caseworkerId]: 'Minh Nguyen' });
  const own = await running.get(people.citizen, `/portal/applications/${id}`);
  expect(Object.keys(own.body)).not.toContain('names');
});

test('what one reader was told is asked anew for another one, and not for the same within minutes', async () => {
  const asked: string[] = [];
  const { answer } = running.identity;
  running.identity.answer = (request) => {
    if (request.url === '/internal/names') asked.push(request.url);
    return answer(request);
  };
  const [first, second] = [randomUUID(), randomUUID()].map((sub) => ({ ...caseworker, sub }));
  for (const who of [first, first, second, first]) {
    const list = await running.get(who ?? caseworker, '/backoffice/work-list');
    expect(list.body['names']).toMatchObject({ [citizenId]: 'Erika Mustermann' });
  }
  expect(asked).toHaveLength(2);
  running.identity.answer = answer;
});

test('the colleagues of an office, or of all one’s own, each once and by name', async () => {
  const [zoe, anne] = [
    { id: randomUUID(), name: 'Zoe Z', roles: ['caseworker'], offices: ['steueramt', 'buergerservice'] },
    { id: randomUUID(), name: 'Änne A', roles: ['head-of-office'], offices: ['steueramt'] },
  ];
  running.names.set('/internal/colleagues?office=steueramt', [zoe, anne]);
  running.names.set('/internal/colleagues?office=buergerservice', [zoe]);
  const both = { ...caseworker, offices: ['buergerservice', 'steueramt'] };
  expect((await running.get(both, '/backoffice/colleagues')).body).toEqual({ items: [anne, zoe] });
  const one = await running.get(both, '/backoffice/colleagues?office=buergerservice');
  expect(one.body).toEqual({ items: [zoe] });
  const elsewhere = { ...caseworker, offices: ['buergerservice'] };
  const others = await running.get(elsewhere, '/backoffice/colleagues?office=steueramt');
  expect(others.body).toEqual({ items: [] });
  expect((await running.get(auditor, '/backoffice/colleagues')).status).toBe(403);
  expect((await running.get(auditor, `/backoffice/persons/${people.citizen.sub}`)).status).toBe(403);
});

describe('while identity does not answer', () => {
  const away = { ...caseworker, sub: randomUUID() };
  let answers: typeof running.identity.answer;
  beforeEach(() => {
    answers = running.identity.answer;
    running.identity.answer = () => ({ status: 503, body: {} });
  });
  afterEach(() => {
    running.identity.answer = answers;
  });

  test('§ 20 VwVfG list and case are shown without names, and nobody can work on them', async () => {
    running.identity.answer = answers;
    const id = await running.filed();
    running.identity.answer = () => ({ status: 503, body: {} });
    const list = await running.get(away, '/backoffice/work-list');
    expect([list.status, list.body['names'], list.body['namesAway']]).toEqual([200, {}, true]);
    expect(list.body['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, applicantId: citizenId })]),
    );
    const shown = await running.get(away, `/backoffice/applications/${id}`);
    expect(shown.body).toMatchObject({ id, names: {}, namesAway: true, allowed: [] });
    const started = await running.command(away, id, 'start');
    expect([started.status, started.body['type']]).toEqual([
      503,
      'urn:serviceportal:problem:temporarily-unavailable',
    ]);
    expect((await running.get(away, '/backoffice/deputies?own=true')).status).toBe(200);
  });

  test('who was told names of late is shown them still; once it answers again, nothing is missing', async () => {
    const asked: string[] = [];
    const of = async (who: TestClaims) => (await running.get(who, '/backoffice/work-list')).body;
    running.identity.answer = (request) => {
      asked.push(request.url ?? '');
      return { status: 503, body: {} };
    };
    // Who looks again at once does not wait for it again.
    await of(away);
    const first = asked.length;
    await of(away);
    expect(asked).toHaveLength(first);
    running.identity.answer = answers;
    await eventually('identity is asked again', async () => !('namesAway' in (await of(away))));
    expect((await of(away))['names']).toMatchObject({ [citizenId]: 'Erika Mustermann' });
    running.identity.answer = () => ({ status: 503, body: {} });
    expect((await of(away))['names']).toMatchObject({ [citizenId]: 'Erika Mustermann' });
  });
});
