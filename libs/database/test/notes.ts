import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A table with the rows of several tenants, for a service named `testing`. */
export class CreateNotes1763640000000 implements MigrationInterface {
  name = 'CreateNotes1763640000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA testing');
    await runner.query('CREATE TABLE testing.notes (tenant text NOT NULL, text text NOT NULL UNIQUE)');
    for (const statement of rowLevelSecurity('testing.notes')) await runner.query(statement);
    await runner.query('GRANT USAGE ON SCHEMA testing TO testing_service');
    await runner.query('GRANT SELECT, INSERT, DELETE ON testing.notes TO testing_service');
  }
  async down(): Promise<void> {}
}
