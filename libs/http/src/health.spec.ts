import { Health } from './health';

test('however many ask, the parts are asked once in a second', async () => {
  let now = 0;
  let asked = 0;
  const health = new Health({ database: () => void (asked += 1) }, 2_000, () => now);
  await Promise.all([health.look(), health.look()]);
  now = 999;
  expect((await health.look()).status).toBe('ready');
  expect(asked).toBe(1);
  now = 1_000;
  await health.look();
  expect(asked).toBe(2);
});

test('a look that is under way is waited for, however long it takes', async () => {
  let now = 0;
  let asked = 0;
  let answer: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  const health = new Health({ database: () => ((asked += 1), slow) }, 60_000, () => now);
  const first = health.look();
  now = 5_000;
  const second = health.look();
  answer();
  expect(await first).toBe(await second);
  expect(asked).toBe(1);
});
