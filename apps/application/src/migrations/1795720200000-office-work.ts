import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE application.work_list ADD COLUMN task_assignees uuid[], ADD COLUMN resubmission_on date`,
  `CREATE INDEX work_list_tasks ON application.work_list USING gin (task_assignees) WHERE task_assignees IS NOT NULL`,
  `CREATE INDEX work_list_resubmission ON application.work_list (tenant, office, resubmission_on)
    WHERE resubmission_on IS NOT NULL`,
];

/** Who has a task in a case, and when it comes up again; no case of before has either. */
export class OfficeWork1795720200000 implements MigrationInterface {
  name = 'OfficeWork1795720200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE application.work_list DROP COLUMN task_assignees, DROP COLUMN resubmission_on',
    );
  }
}
