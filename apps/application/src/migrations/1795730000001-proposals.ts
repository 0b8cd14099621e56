import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE application.work_list ADD COLUMN proposal text, ADD COLUMN proposed_by uuid`,
  `CREATE INDEX work_list_proposals ON application.work_list (tenant, office, proposal) WHERE proposal IS NOT NULL`,
];

/** What became of a decision that a colleague is to approve; no case of before has one. */
export class Proposals1795730000001 implements MigrationInterface {
  name = 'Proposals1795730000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE application.work_list DROP COLUMN proposal, DROP COLUMN proposed_by');
  }
}
