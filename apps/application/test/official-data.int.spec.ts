import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataKeys } from '#encryption';
import { tenantsFolder } from '#testing';
import fc from 'fast-check';
import { CaseContents } from '../src/commands/contents';
import { citizenId, people, RunningApplication } from './running-application';

/** What a proof of identity says stands in forms as it is, whatever a client sends. */

const { citizen, otherCitizen } = people;
const tenants = mkdtempSync(join(tmpdir(), 'tenants-'));
let running: RunningApplication;
beforeAll(async () => {
  cpSync(tenantsFolder, tenants, { recursive: true });
  const file = join(tenants, 'duisburg/services/meldebescheinigung.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf('form:')) + form);
  running = await RunningApplication.start({ tenants });
});
afterAll(async () => {
  await running.stop();
  rmSync(tenants, { recursive: true });
});
beforeEach(() => void knows(official));

const form = `form:
  topics:
    - title: { de: Person, en: Person }
      fields:
        - { block: person, only: [title, givenNames, familyName], prefill: true }
        - { block: address, as: home, only: [street, postcode, city], prefill: true, optional: true }
        - { block: contact, prefill: true, optional: true }
        - { name: note, label: { de: Notiz, en: Note }, text: 40, optional: true }
`;

const at = '2026-11-20T10:00:00.000Z';
const proven = (value: string, level = 'high') => ({ value, source: 'official', level, at });
const official = {
  givenName: proven('Erika'),
  familyName: proven('Mustermann'),
  street: proven('Heidestraße 17'),
  postcode: proven('47051'),
  city: proven('Duisburg'),
  email: proven('erika@example.org', 'low'),
  phone: { value: '0203 1234', source: 'self' },
};
const person = { givenNames: 'Erika', familyName: 'Mustermann' };
const home = { street: 'Heidestraße 17', postcode: '47051', city: 'Duisburg' };
const contact = { email: 'erika@example.org', phone: '0203 1234' };
const knows = (attributes: object) => running.persons.set(citizenId, { attributes });
const formOf = async (id: string) => (await running.get(citizen, `/portal/applications/${id}/form`)).body;
const slug = (name: string) => `urn:serviceportal:problem:${name}`;

/** What was filed, as it lies in the event. */
async function filedForm(id: string): Promise<object> {
  const [submitted] = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND type = 'ApplicationSubmitted'`,
    [id],
  );
  const { form: sealed } = JSON.parse(submitted?.payload ?? '{}') as { form: string };
  const contents = await CaseContents.of(running.app.get(DataKeys), 'duisburg', id);
  return contents.open('form', sealed as never);
}

test('D8 H4 R12 R15 a draft begins with what the profile knows; what is official shows its source, the rest is editable', async () => {
  const id = await running.draft();
  const { form, official: locked, takenOver } = (await formOf(id)) as unknown as Record<string, object>;
  expect(form).toEqual({ person, home, contact });
  expect(locked).toEqual([
    {
      pointer: '/person/givenNames',
      label: 'Vornamen',
      attribute: 'givenName',
      source: 'official',
      level: 'high',
      at,
    },
    {
      pointer: '/person/familyName',
      label: 'Familienname',
      attribute: 'familyName',
      source: 'official',
      level: 'high',
      at,
    },
    { pointer: '/home/street', label: 'Straße', attribute: 'street', source: 'official', level: 'high', at },
    {
      pointer: '/home/postcode',
      label: 'Postleitzahl',
      attribute: 'postcode',
      source: 'official',
      level: 'high',
      at,
    },
    { pointer: '/home/city', label: 'Ort', attribute: 'city', source: 'official', level: 'high', at },
  ]);
  expect(takenOver).toEqual([]);
  const saved = await running.saveForm(
    citizen,
    id,
    { contact: { email: 'neu@example.org', phone: null } },
    1,
  );
  expect(saved.status).toBe(200);
});

test('law 10 the office reads of each entry where it comes from, as it was when it was submitted; what was typed, nobody vouches for', async () => {
  const id = await running.draft();
  await running.saveForm(citizen, id, { contact: { email: 'neu@example.org' }, note: 'eilt' }, 1);
  expect((await running.submit(citizen, id)).status).toBe(200);
  // What is known afterwards changes nothing.
  knows({ email: proven('neu@example.org') });
  const { body } = await running.get(people.caseworker, `/backoffice/applications/${id}`);
  const by = (pointer: string) => ({ pointer, source: 'official', level: 'high', levelName: 'hoch' });
  expect(body['origins']).toEqual([
    ...[by('/person/givenNames'), by('/person/familyName')],
    ...[by('/home/street'), by('/home/postcode'), by('/home/city')],
  ]);
  expect(body['declaredName']).toBe('Erika Mustermann');
  const own = await running.get(citizen, `/portal/applications/${id}`);
  expect(own.body).not.toHaveProperty('origins');
  expect(own.body).not.toHaveProperty('declaredName');
});

test.each([
  ['D8', 'duisburg', 'sondernutzung', 'applicant'],
  ['W6b', 'wuppertal', 'kinderbetreuung', 'guardian'],
  ['R19', 'rees', 'uebermittlungssperre', 'person'],
  ['H4', 'herford', 'auskunftssperre', 'person'],
])('%s the form of %s/%s begins with who somebody is', async (_, tenant, key, at) => {
  const who = { ...citizen, tenant };
  const id = await running.draft(who, key);
  const { body } = await running.get(who, `/portal/applications/${id}/form`);
  expect(body['form']).toMatchObject({ [at]: person });
});

test.each([
  ['another value', { person: { givenNames: 'Eva' } }, ['/person/givenNames']],
  ['no value', { person: { familyName: null } }, ['/person/familyName']],
  ['nothing at all', { home: null, note: 'x' }, ['/home/street', '/home/postcode', '/home/city']],
])(
  'R12 R15 %s for official data is refused, naming the field, and nothing is saved',
  async (_, patch, pointers) => {
    const id = await running.draft();
    const refused = await running.saveForm(citizen, id, patch, 1);
    expect(refused.body).toMatchObject({ type: slug('official-data-locked'), status: 422 });
    const { errors } = refused.body as unknown as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect((await formOf(id))['form']).toEqual({ person, home, contact });
    // The same value is no change.
    expect((await running.saveForm(citizen, id, { person, note: 'x' }, 1)).status).toBe(200);
  },
);

test('what somebody typed gives way when they have proven it, and that is said', async () => {
  knows({ givenName: { value: 'Eri', source: 'self' }, phone: official.phone });
  const id = await running.draft(citizen, 'meldebescheinigung', { person: { familyName: 'Müller' } });
  expect(await formOf(id)).toMatchObject({ official: [], form: { person: { givenNames: 'Eri' } } });
  const before = (await running.get(citizen, `/portal/applications/${id}/review`)).body;

  knows(official);
  const opened = await formOf(id);
  expect(opened['form']).toMatchObject({ person, home });
  expect(opened['takenOver']).toEqual([
    {
      ...{ pointer: '/person/givenNames', label: 'Vornamen', before: 'Eri', now: 'Erika' },
      message: 'Diese Angabe wurde aus Ihrem Identitätsnachweis übernommen.',
    },
    expect.objectContaining({ pointer: '/person/familyName', before: 'Müller', now: 'Mustermann' }),
    {
      ...{ pointer: '/home/street', label: 'Straße', now: home.street },
      message: expect.any(String) as string,
    },
    expect.objectContaining({ pointer: '/home/postcode' }),
    expect.objectContaining({ pointer: '/home/city' }),
  ]);
  // What was reviewed before the proof is not what would be filed now.
  const stale = await running.post(
    citizen,
    `/portal/applications/${id}/submit`,
    { declarationHash: before['declarationHash'], warningAcknowledged: true },
    { ifMatch: 1 },
  );
  expect(stale.body).toMatchObject({ type: slug('reviewed-form-changed'), status: 409 });
  // A client that has not looked again is told at the first save.
  const late = await running.saveForm(citizen, id, { person: { givenNames: 'Eri' } }, 2);
  expect(late.body).toMatchObject({ type: slug('official-data-locked') });
  expect((await running.saveForm(citizen, id, { person, home, contact }, 2)).status).toBe(200);
  expect((await formOf(id))['takenOver']).toEqual([]);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect(await filedForm(id)).toMatchObject({ person, home });
});

test('who has no given name and no street fills in what there is instead, and what is proven stays', async () => {
  const { familyName, postcode, city, email } = official;
  knows({ familyName, postcode, city, email });
  const id = await running.draft();
  expect((await formOf(id))['form']).toEqual({
    person: { familyName: 'Mustermann' },
    home: { postcode: home.postcode, city: home.city },
    contact: { email: contact.email },
  });
  const instead = { person: { givenNames: '-' }, home: { street: 'Bislich' } };
  expect((await running.saveForm(citizen, id, instead, 1)).status).toBe(200);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect(await filedForm(id)).toMatchObject({
    person: { givenNames: '-', familyName: 'Mustermann' },
    home: { ...home, street: 'Bislich' },
  });
});

test('an official address that the form does not take is neither filled in nor locked', async () => {
  knows({ ...official, postcode: proven('1000 AB') });
  const id = await running.draft();
  expect((await formOf(id))['form']).toEqual({ person, contact });
  expect((await running.saveForm(citizen, id, { home: { ...home, street: 'Weg' } }, 1)).status).toBe(200);
});

test('while identity does not answer, saving goes on, and what is official is filed all the same', async () => {
  const id = await running.draft();
  const answer = running.identity.answer;
  running.identity.answer = () => undefined;
  expect((await running.saveForm(citizen, id, { person: { givenNames: 'Eva' } }, 1)).status).toBe(200);
  running.identity.answer = answer;
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect(await filedForm(id)).toMatchObject({ person });
});

test('who acts for somebody else begins with nothing of their own', async () => {
  const acting = { ...citizen, actingFor: otherCitizen.sub };
  const id = await running.draft(acting);
  const { body } = await running.get(acting, `/portal/applications/${id}/form`);
  expect(body).toMatchObject({ form: {}, official: [] });
});

test('R12 R15 whatever a client sends, nothing but the official value of an official field is filed', async () => {
  const value = fc.oneof(
    fc.constantFrom('Erika', 'Eva', '', ' Erika', 'ERIKA', '47051', '47052'),
    fc.string({ maxLength: 12 }),
    fc.constant(null),
    fc.integer(),
    fc.constant([]),
    fc.constant({}),
  );
  const names = (...known: string[]) => fc.dictionary(fc.constantFrom(...known), value, { maxKeys: 3 });
  const patch = fc.record(
    {
      person: fc.oneof(names('title', 'givenNames', 'familyName'), value),
      home: fc.oneof(names('street', 'postcode', 'city'), value),
      note: value,
    },
    { requiredKeys: [] },
  );
  const profile = fc.constantFrom(
    official,
    { ...official, givenName: proven('Eva-Maria') },
    { ...official, title: proven('Dr.') },
    { givenName: official.givenName, email: official.email },
    { ...official, street: { value: 'Weg 1', source: 'self' } },
  );
  let filings = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(profile, patch), { minLength: 1, maxLength: 5 }), async (saves) => {
      knows(official);
      const id = await running.draft();
      let version = 1;
      for (const [attributes, sent] of saves) {
        knows(attributes);
        const { status, body } = await running.saveForm(citizen, id, sent, version);
        expect([200, 400, 422]).toContain(status);
        if (status === 200) version = (body as unknown as { draft: { version: number } }).draft.version;
      }
      const [now] = saves.at(-1)!;
      const { status } = await running.submit(citizen, id);
      if (status !== 200) return;
      filings += 1;
      const filed = (await filedForm(id)) as {
        person?: Record<string, string>;
        home?: Record<string, string>;
      };
      const fields = {
        givenName: filed.person?.['givenNames'],
        familyName: filed.person?.['familyName'],
        title: filed.person?.['title'],
        street: filed.home?.['street'],
        postcode: filed.home?.['postcode'],
        city: filed.home?.['city'],
      };
      for (const [name, attribute] of Object.entries(now) as [string, { value: string; source: string }][])
        if (attribute.source === 'official' && name in fields)
          expect([name, fields[name as keyof typeof fields]]).toEqual([name, attribute.value]);
    }),
    { numRuns: 60, seed: 11 },
  );
  expect(filings).toBeGreaterThan(20);
});
