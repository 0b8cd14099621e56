// @ts-check
import { rmSync } from 'node:fs';

/** Runs once after all tests: ends what the set-up started and removes its files. */
export default async function tearDown() {
  await /** @type {{ stopTestInfrastructure?: () => Promise<void> }} */ (
    globalThis
  ).stopTestInfrastructure?.();
  const folder = process.env['TEST_FOLDER'];
  if (folder) rmSync(folder, { recursive: true, force: true });
}
