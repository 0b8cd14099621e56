import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What colleagues were called before, so that an auditor reads who acted under the name of that time. */
export class FormerNames1795950000002 implements MigrationInterface {
  name = 'FormerNames1795950000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.former_names');
  }
}

/** Who has never been called otherwise has no row: the name of today holds for all times before. */
const statements = [
  `CREATE TABLE identity.former_names (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    until timestamptz NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant, person_id, until),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  ...rowLevelSecurity('identity.former_names'),
  `GRANT SELECT, INSERT, DELETE ON identity.former_names TO identity_service`,
];
