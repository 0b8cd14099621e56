// @ts-check
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs once before all tests: PostgreSQL and Kafka for those that need them, told to the tests by TEST_DATABASE_URL and
 * TEST_KAFKA_BROKERS. Where both are set already, that infrastructure is used (several runs can share one).
 * @param {{ rootDir: string, testPathPatterns: { toExecutor: (options: { rootDir: string }) => { isMatch: (path: string) => boolean } } }} config
 */
export default async function setUp(config) {
  const folder = mkdtempSync(join(tmpdir(), 'serviceportal-test-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another user
  process.env['TEST_FOLDER'] = folder;
  if (process.env['TEST_DATABASE_URL'] && process.env['TEST_KAFKA_BROKERS']) return;
  if (!needsInfrastructure(config)) return;

  const { startTestInfrastructure } = await import('./infrastructure.mjs');
  const infrastructure = await startTestInfrastructure(folder);
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_KAFKA_BROKERS'] = infrastructure.brokers.join(',');
  Object.assign(globalThis, { stopTestInfrastructure: infrastructure.stop });
}

/** Pure specs alone run without infrastructure. @param {Parameters<typeof setUp>[0]} config @returns {boolean} */
function needsInfrastructure({ rootDir, testPathPatterns }) {
  const patterns = testPathPatterns.toExecutor({ rootDir });
  return ['apps', 'libs', 'deploy'].some((folder) =>
    readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(int|e2e)\.spec\.ts$/.test(path))
      .some((path) => patterns.isMatch(join(rootDir, folder, path))),
  );
}
