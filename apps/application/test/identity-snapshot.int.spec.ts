import { randomUUID } from 'node:crypto';
import type { ApplicationSubmitted } from '../src/domain/application';
import { Drafts } from '../src/drafts';
import { RunningApplication } from './running-application';

/** What identity knew of somebody when they filed stays with the application, whatever becomes of the profile (law 10). */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const living = (city: string, familyName: string) => ({
  language: 'de',
  attributes: {
    city: { value: city, source: 'confirmed', level: 'low', method: 'bundid' },
    familyName: { value: familyName, source: 'confirmed', level: 'low', method: 'bundid' },
  },
});

/** Who submitted, as the events of the application say. */
async function submittedBy(id: string): Promise<object> {
  const [event] = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND type = 'ApplicationSubmitted'`,
    [id],
  );
  const data = JSON.parse(event?.payload ?? '{}') as ApplicationSubmitted['data'];
  const contents = await running.app.get(Drafts, { strict: false }).contents('duisburg', id);
  return contents.open('identity', data.identity).profile;
}

test('law 10 a filed application keeps the values that it was filed with; the next one has the new ones', async () => {
  const person = { sub: randomUUID(), roles: ['citizen'] } as const;
  const before = living('Duisburg', 'Muster');
  running.persons.set(person.sub, before);
  const first = await running.filed(person);
  // Moved, and married.
  const after = living('Rees', 'Beispiel');
  running.persons.set(person.sub, after);
  const second = await running.filed(person);
  expect(await submittedBy(first)).toEqual(before.attributes);
  expect(await submittedBy(second)).toEqual(after.attributes);
});
