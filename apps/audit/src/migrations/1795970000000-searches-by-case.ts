import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody who is bound by row-level security is served from an index of lists; what auditors looked for is little, and read through. */
export class SearchesByCase1795970000000 implements MigrationInterface {
  name = 'SearchesByCase1795970000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit.auditor_searches_by_case');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX auditor_searches_by_case ON audit.auditor_searches USING gin (cases)');
  }
}
