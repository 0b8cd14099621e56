import { releaseMemory } from './released-memory';

test('what a start needed is given back to the machine', async () => {
  let needed: object[] | undefined = Array.from({ length: 1_000_000 }, () => ({}));
  const whileStarting = process.memoryUsage().heapTotal;
  expect(needed).toHaveLength(1_000_000);
  needed = undefined;
  await releaseMemory();
  expect(process.memoryUsage().heapTotal).toBeLessThan(whileStarting - 20_000_000);
});
