import type { TestClaims } from '#testing';
import { citizenId, completeForm, people, RunningApplication } from './running-application';

/** What a person does with applications that they have filed before: takes them over, and finds their documents. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, otherCitizen } = people;

const begin = (takeOver: string, serviceKey = 'meldebescheinigung', who: TestClaims = citizen) =>
  running.post(who, '/portal/applications', { serviceKey, takeOver });
const formOf = async (id: string) =>
  (await running.get(citizen, `/portal/applications/${id}/form`)).body['form'];

test('a new application begins with what was declared in a former one, and the profile of today', async () => {
  const former = await running.filed();
  running.persons.set(citizenId, {
    attributes: { postcode: { value: '47057', source: 'self' } },
  });
  const begun = await begin(former);
  expect([begun.status, begun.body]).toMatchObject([201, { status: 'draft' }]);
  expect(begun.body['id']).not.toBe(former);
  expect(await formOf(begun.body['id'] ?? '')).toEqual({ ...completeForm, postcode: '47057' });
  running.persons.delete(citizenId);
  // The former one stays what it is.
  expect((await running.get(citizen, `/portal/applications/${former}`)).body['form']).toEqual(completeForm);
});

test('nothing is taken over from a draft, from another service, or from somebody else', async () => {
  const former = await running.filed();
  const draft = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const refused = {
    status: 400,
    body: { errors: [{ pointer: '/takeOver', rule: 'nothing-to-take-over' }] },
  };
  expect(await begin(draft)).toMatchObject(refused);
  expect(await begin(former, 'hundesteuer-anmeldung')).toMatchObject(refused);
  expect(await begin(former, 'meldebescheinigung', otherCitizen)).toMatchObject(refused);
  expect(await begin('0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11')).toMatchObject(refused);
});
