import { register } from 'prom-client';
import { measureLag } from './metrics';

test('the first look shows how many events are untold and how old they are; without the database nobody knows', async () => {
  let readLag = () => Promise.resolve({ events: 3, seconds: 1.5, held: 1 });
  measureLag('testing.events.v2', () => readLag());
  const shown = await register.metrics();
  expect(shown).toContain('messaging_relay_lag_events{topic="testing.events.v2"} 3');
  expect(shown).toContain('messaging_relay_lag_seconds{topic="testing.events.v2"} 1.5');
  expect(shown).toContain('messaging_relay_held_streams{topic="testing.events.v2"} 1');

  readLag = () => Promise.reject(new Error('the database is away'));
  expect(await register.metrics()).not.toContain('testing.events.v2');
});
