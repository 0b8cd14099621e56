import { register } from 'prom-client';
import { measureIntegrity } from './metrics';

test('every scrape reads the figures anew; without the database nobody knows', async () => {
  const figures = { streams: 3, events: 20, differences: 1, brokenChains: 0, unreadable: 0 };
  let read = () => Promise.resolve(new Map([['duisburg', figures]]));
  measureIntegrity(() => read());
  const shown = await register.metrics();
  expect(shown).toContain('integrity_streams{tenant="duisburg"} 3');
  expect(shown).toContain('integrity_differences{tenant="duisburg"} 1');
  expect(shown).not.toContain('integrity_round_age_seconds{');

  read = () => Promise.reject(new Error('the database is away'));
  expect(await register.metrics()).not.toContain('duisburg');
});
