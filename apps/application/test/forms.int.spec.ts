import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { people, RunningApplication } from './running-application';

/** The rules of forms over HTTP: what is hidden or locked never enters, and every place shows the same. */

const { citizen, caseworker } = people;
const tenants = mkdtempSync(join(tmpdir(), 'tenants-'));
let running: RunningApplication;
beforeAll(async () => {
  cpSync(resolve(__dirname, '../../../deploy/tenants'), tenants, { recursive: true });
  const file = join(tenants, 'duisburg/services/meldebescheinigung.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf('form:')) + form);
  running = await RunningApplication.start({ tenants });
});
afterAll(async () => {
  await running.stop();
  rmSync(tenants, { recursive: true });
});

const form = `form:
  topics:
    - title: { de: Person, en: Person }
      fields:
        - { block: person, only: [givenNames, familyName] }
        - { block: contact, prefill: true, optional: true, change: { email: { lock: always } } }
    - title: { de: Antrag, en: Application }
      fields:
        - { name: kind, label: { de: Art, en: Kind }, choice: { first: { de: neu, en: new }, renewal: { de: Verlängerung, en: renewal } } }
        - { name: permit, label: { de: Erlaubnis, en: Permit }, text: 30, show: { kind: renewal } }
        - { name: official, label: { de: Aus dem Ausweis, en: From the ID card }, yes: true, lock: always, optional: true }
        - { name: fee, label: { de: Betrag, en: Amount }, money: {}, optional: true }
        - { name: area, label: { de: Fläche, en: Area }, decimal: { places: 4 }, optional: true }
        - { name: since, label: { de: Seit, en: Since }, date: {}, optional: true, must: [not-after-today] }
`;
/** What the profile of everybody here knows. */
const contact = { email: 'erika@example.org' };
const person = { givenNames: 'Erika', familyName: 'Müstermann' };

const stateOf = async (id: string) => {
  const get = async (path: string) => (await running.get(citizen, `/portal/applications/${id}${path}`)).body;
  const [shown, typed, review] = [await get(''), await get('/form'), await get('/review')];
  return { shown, typed: typed['form'] as unknown, review };
};

test('a hidden value stays in the draft and is neither reviewed nor filed nor shown to the office', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', { person, kind: 'renewal', permit: 'P-17' });
  const shown = await stateOf(id);
  await running.saveForm(citizen, id, { kind: 'first' }, 2);
  const hidden = await stateOf(id);
  expect(hidden.typed).toEqual({ contact, person, kind: 'first', permit: 'P-17' });
  expect(JSON.stringify(shown.review['topics'])).toContain('P-17');
  expect(JSON.stringify([hidden.review, hidden.shown['declaration']])).not.toContain('P-17');
  expect(hidden.review).toMatchObject({ complete: true, errors: [] });
  // However often it is asked for, it is the same declaration.
  const again = await stateOf(id);
  expect(again.review['declarationHash']).toBe(hidden.review['declarationHash']);
  expect(hidden.review['declarationHash']).not.toBe(shown.review['declarationHash']);

  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  const [submitted] = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND type = 'ApplicationSubmitted'`,
    [id],
  );
  const filed = await stateOf(id);
  const office = (await running.get(caseworker, `/backoffice/applications/${id}`)).body;
  expect(JSON.parse(submitted?.payload ?? '{}')).toMatchObject({
    declarationHash: hidden.review['declarationHash'],
  });
  for (const form of [filed.typed, filed.shown['form'], office['form']])
    expect(form).toEqual({ contact, person, kind: 'first' });
  expect(filed.review['declarationHash']).toBe(hidden.review['declarationHash']);
  expect([filed.shown['declaration'], office['declaration']]).toEqual([
    hidden.review['topics'],
    hidden.review['topics'],
  ]);
});

test('a locked value is what it was, whatever is sent', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', { person, kind: 'first' });
  expect((await running.saveForm(citizen, id, { official: true, kind: 'renewal' }, 2)).status).toBe(200);
  expect((await stateOf(id)).typed).toEqual({ contact, person, kind: 'renewal' });
});

test('a form begins with what the profile knows, and what is locked there stays', async () => {
  const id = await running.draft(citizen);
  expect((await stateOf(id)).typed).toEqual({ contact });
  await running.saveForm(citizen, id, { contact: { email: 'eve@example.org', phone: '0203 1234' } }, 1);
  expect((await stateOf(id)).typed).toEqual({ contact: { ...contact, phone: '0203 1234' } });
  await running.saveForm(citizen, id, { contact: null }, 2);
  expect((await stateOf(id)).typed).toEqual({ contact });
});

test('what is shown by a rule is asked for, and relations are said in words', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', {
    person,
    kind: 'renewal',
    since: '2999-01-01',
  });
  expect((await stateOf(id)).review['errors']).toEqual([
    { pointer: '/permit', rule: 'required', label: 'Erlaubnis', message: 'Diese Angabe fehlt.' },
    {
      ...{ pointer: '/since', rule: 'not-after-today', label: 'Seit' },
      message: 'Das Datum darf nicht in der Zukunft liegen.',
    },
  ]);
});

test('numbers are reviewed and filed to the last digit', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', {
    ...{ person, kind: 'first', fee: 123456, area: '9999.0004' },
  });
  const { topics } = (await stateOf(id)).review as unknown as { topics: { entries: { value: string }[] }[] };
  expect(topics[1]?.entries.map(({ value }) => value)).toEqual(['neu', '1.234,56\u00a0€', '9.999,0004']);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect((await stateOf(id)).typed).toMatchObject({ fee: 123456, area: '9999.0004' });
});

test('names in the letters of DIN 91379 are the same at every place', async () => {
  // In normal form C, which the standard asks for; some have no letter of their own for what is composed.
  const names = ['R̂̌', 'C̨̆', 'J̣ô', 'M̀aria', 'Åsa', 'Łukasz', 'ʿAlī', 'O’Neill', 'Straße ẞ', 'İı', 'D̲̈'];
  const givenNames = names.map((name) => name.normalize('NFC')).join(' ');
  const id = await running.draft(citizen, 'meldebescheinigung', {
    ...{ person: { ...person, givenNames }, kind: 'first' },
  });
  const draft = await stateOf(id);
  expect(draft.typed).toMatchObject({ person: { givenNames } });
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  const office = (await running.get(caseworker, `/backoffice/applications/${id}`)).body;
  expect(office['form']).toMatchObject({ person: { givenNames } });
  const entry = { pointer: '/person/givenNames', label: 'Vornamen', value: givenNames };
  for (const topics of [draft.review['topics'], office['declaration']] as { entries: object[] }[][])
    expect(topics[0]?.entries[0]).toEqual(entry);
});
