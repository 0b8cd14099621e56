import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOver, inherited } from './handed-over';
import { startInfrastructure } from './infrastructure';

/** What jest tells: which files will run. */
interface Run {
  readonly rootDir: string;
  readonly testPathPatterns: {
    toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean };
  };
}

declare global {
  /** Set by the set-up for the tear-down; both run in the same process. */
  var stopTestInfrastructure: (() => Promise<void>) | undefined;
}

/**
 * Runs once before all tests: PostgreSQL and Kafka for those that need them. Where TEST_DATABASE_URL and TEST_KAFKA_BROKERS
 * are set already, that infrastructure is used (several runs can share one).
 */
export default async function setUp(run: Run): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'serviceportal-test-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another user
  handOver({ folder });
  const { databaseUrl, brokers } = inherited();
  if ((databaseUrl && brokers) || !needsInfrastructure(run)) return;

  const infrastructure = await startInfrastructure({ state: folder, containers: true });
  handOver(infrastructure);
  globalThis.stopTestInfrastructure = infrastructure.stop;
}

/** Pure specs alone run without infrastructure. */
function needsInfrastructure({ rootDir, testPathPatterns }: Run): boolean {
  const patterns = testPathPatterns.toExecutor({ rootDir });
  return ['apps', 'libs', 'deploy'].some((folder) =>
    readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(int|e2e)\.spec\.ts$/.test(path))
      .some((path) => patterns.isMatch(join(rootDir, folder, path))),
  );
}
