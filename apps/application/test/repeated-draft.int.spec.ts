import { randomUUID } from 'node:crypto';
import { people, RunningApplication } from './running-application';

let application: RunningApplication;
beforeAll(async () => void (application = await RunningApplication.start()));
afterAll(() => application.stop());

const draft = (key: string) =>
  application.post(people.citizen, '/portal/applications', { serviceKey: 'meldebescheinigung' }, { key });

/** What beginning an application leaves behind. */
async function traces() {
  const counted = async (what: string) =>
    (await application.database.query<{ n: string }>(`SELECT ${what} AS n`))[0]?.n;
  return {
    keys: await counted('(SELECT count(*) FROM encryption.data_keys)'),
    lastNumber: await counted(
      `(SELECT last_number::text FROM application.reference_numbers WHERE tenant = 'duisburg')`,
    ),
    events: await counted('(SELECT count(*) FROM event_store.events)'),
  };
}

test('a repeated draft makes no data key and burns no reference number', async () => {
  const key = randomUUID();
  const first = await draft(key);
  const before = await traces();
  const again = await draft(key);
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(await traces()).toEqual(before);
});

test('nor do drafts that are repeated while the first one is under way', async () => {
  await draft(randomUUID());
  const before = await traces();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 8 }, () => draft(key)));
  expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
  const plusOne = (value: string | undefined) => String(Number(value) + 1);
  expect(await traces()).toEqual({
    keys: plusOne(before.keys),
    lastNumber: plusOne(before.lastNumber),
    events: plusOne(before.events),
  });
});
