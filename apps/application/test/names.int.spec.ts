import { randomUUID } from 'node:crypto';
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
  expect((await running.get(auditor, '/backoffice/colleagues')).status).toBe(403);
  expect((await running.get(auditor, `/backoffice/persons/${people.citizen.sub}`)).status).toBe(403);
});

test('an auditor is told the names of those whom the events name by id', async () => {
  const answer = await running.get(auditor, `/backoffice/names?ids=${caseworkerId},${randomUUID()}`);
  expect(answer.body).toEqual({ names: { [caseworkerId]: 'Minh Nguyen' } });
  expect((await running.get(caseworker, `/backoffice/names?ids=${caseworkerId}`)).status).toBe(403);
});
