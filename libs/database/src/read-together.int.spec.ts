import { testDatabase, type TestDatabase } from '#testing';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { CreateNotes1763640000000 } from '../test/notes';

let urls: TestDatabase;
let database: TenantDatabase;
beforeAll(async () => {
  urls = await testDatabase('testing', [CreateNotes1763640000000]);
  database = openTenantDatabase(urls.serviceUrl);
  for (const [tenant, notes] of Object.entries({
    duisburg: ['a', 'a1', 'a2', 'x,y', 'x"y\\', '{}'],
    rees: ['b'],
  }))
    await database.withTenant(tenant, async (client) => {
      for (const text of notes)
        await client.query('INSERT INTO testing.notes (tenant, text) VALUES ($1, $2)', [tenant, text]);
    });
});
afterAll(async () => {
  await database.close();
  await urls.drop();
});

/** Notes that begin with a key, at most so many. */
const notes = {
  name: 'notes_of_keys',
  text: `SELECT place, found.text FROM unnest($1::text[]) WITH ORDINALITY AS asked (key, place)
    CROSS JOIN LATERAL (SELECT text FROM testing.notes WHERE starts_with(text, key) ORDER BY text LIMIT $2) AS found
    ORDER BY place, text`,
};
const read = async (tenant: string, key: string, most = '9') =>
  (await database.readTogether(tenant, notes, key, [most])).flat();

test('many who ask at once get what each would get alone: of the own tenant, of the own key, as many as asked for', async () => {
  const answers = await Promise.all([
    read('duisburg', 'a'),
    read('rees', 'a'),
    read('rees', 'b'),
    read('duisburg', 'b'),
    read('duisburg', 'a', '1'),
    read('duisburg', 'a'),
  ]);
  expect(answers).toEqual([['a', 'a1', 'a2'], [], ['b'], [], ['a'], ['a', 'a1', 'a2']]);
});

test('a key is one key, whatever stands in it: its neighbours get what is theirs', async () => {
  const keys = ['a1', 'x,y', 'x"y\\', '{}', '', 'NULL', 'a2'];
  const answers = await Promise.all(keys.map((key) => read('duisburg', key, '1')));
  expect(answers).toEqual([['a1'], ['x,y'], ['x"y\\'], ['{}'], ['a'], [], ['a2']]);
});

test('a statement that fails is told to who asked, and the next one works', async () => {
  await expect(read('duisburg', 'a', 'many')).rejects.toThrow('invalid input syntax');
  expect(await read('duisburg', 'a1')).toEqual(['a1']);
});
