import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabase } from '#testing';
import { countToFive } from './readme-example';

test('the example of the README does what it says, outside of any framework', async () => {
  const { ownerUrl, serviceUrl, drop } = await testDatabase('testing', []);
  await expect(countToFive(ownerUrl, serviceUrl, randomUUID())).resolves.toBe(5);
  await drop();
});

test('the README shows the example that is tested', () => {
  const example = readFileSync(join(__dirname, 'readme-example.ts'), 'utf8');
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});
