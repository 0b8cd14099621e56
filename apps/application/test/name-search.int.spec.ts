import { randomUUID } from 'node:crypto';
import { DataKeys } from '#encryption';
import { eventually, type TestClaims } from '#testing';
import { CaseNames } from '../src/case-names';
import { people, RunningApplication } from './running-application';

/** Cases by the names of those whose matter they are, of whom nothing stands in the database in clear. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const caseworker = { ...people.caseworker, offices: ['buergerservice', 'steueramt'] };
const path = '/backoffice/work-list/search';

async function found(name: string, who: TestClaims = caseworker): Promise<readonly string[]> {
  const { status, body } = await running.post(who, path, { name });
  expect([name, status]).toEqual([name, 200]);
  return (body['items'] as { id: string }[]).map(({ id }) => id);
}

/** A case of somebody whom identity knows by these. */
async function filedBy(attributes: Readonly<Record<string, string>>): Promise<string> {
  const person = { sub: randomUUID(), roles: ['citizen'] } as const;
  const known = Object.entries(attributes).map(([name, value]) => [name, { value, source: 'self' }]);
  running.persons.set(person.sub, { language: 'de', attributes: Object.fromEntries(known) as object });
  const id = await running.filed(person);
  await eventually('the case being found', async () => {
    const marks = await running.database.query(
      'SELECT FROM application.case_names WHERE stream_id = $1',
      [id],
      'duisburg',
    );
    return marks.length > 0;
  });
  return id;
}

test('a case is found by names, street and mail address, by beginnings, in any order and spelling of umlauts', async () => {
  const id = await filedBy({
    ...{ givenName: 'Jürgen-Yılmaz', familyName: 'Größler', street: 'Königstraße', houseNumber: '48' },
    email: 'j.groessler@Example.org',
  });
  const other = await filedBy({ givenName: 'Jürgen', familyName: 'Gartenwohl' });
  for (const name of [
    ...[
      'Größler',
      'groessler',
      'GROSSLER',
      'größ',
      'grö',
      'größler jürgen',
      'Jur Gros',
      'yilmaz',
      'königstr 48',
    ],
    ...['j.groessler@example.org', 'jürgen J.GROESSLER@EXAMPLE.ORG'],
  ])
    expect([name, await found(name)]).toEqual([name, [id]]);
  expect(new Set(await found('jürgen'))).toEqual(new Set([id, other]));
  for (const name of ['rößler', 'Größlers', 'größler gartenwohl', 'groessler@example.org', 'example', 'gr'])
    expect([name, await found(name)]).toEqual([name, []]);
});

test('whoever acts under a mandate is found, too, and a closed case as an open one', async () => {
  const id = await filedBy({ familyName: 'Abgeschlossen' });
  await running.database.query(
    `UPDATE application.work_list SET status = 'closed' WHERE stream_id = $1`,
    [id],
    'duisburg',
  );
  expect(await found('abgeschlossen')).toEqual([id]);
});

test('only the cases of one’s own offices are found, by those who work on cases', async () => {
  const id = await filedBy({ familyName: 'Anderswo' });
  expect(await found('anderswo')).toEqual([id]);
  expect(await found('anderswo', people.caseworkerElsewhere)).toEqual([]);
  expect(await found('anderswo', { ...caseworker, tenant: 'wuppertal' })).toEqual([]);
  for (const who of [people.citizen, people.auditor, people.operator])
    expect((await running.post(who, path, { name: 'anderswo' })).status).toBe(403);
});

test('what could find everything or nothing is refused with what to do', async () => {
  for (const name of ['M', '. - ,'])
    expect(await running.post(caseworker, path, { name })).toMatchObject({
      status: 400,
      body: { errors: [expect.objectContaining({ pointer: '/name', rule: 'too-short' })] },
    });
  expect((await running.post(caseworker, path, {})).status).toBe(400);
  expect((await running.post(caseworker, path, { name: 'a'.repeat(101) })).status).toBe(400);
});

test('what is stored tells nobody a name: in another city the same name is stored otherwise', async () => {
  const names = new CaseNames(running.app.get(DataKeys, { strict: false }));
  const named = { lines: ['Erika Mustermann'], addresses: ['erika@example.org'] };
  const [here, again, there] = await Promise.all([
    names.marksOf('duisburg', named),
    names.marksOf('duisburg', named),
    names.marksOf('wuppertal', named),
  ]);
  expect(again).toEqual(here);
  expect(there.filter((mark) => here.includes(mark))).toEqual([]);
});
