import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases in which somebody has a task are few, and read through. The list itself is not looked up: nobody who is bound by row-level
 * security is served from an index of lists.
 */
export class TasksOfACase1795970000000 implements MigrationInterface {
  name = 'TasksOfACase1795970000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX application.work_list_tasks');
    await runner.query(
      `CREATE INDEX work_list_tasks ON application.work_list (tenant, office) WHERE task_assignees IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX application.work_list_tasks');
    await runner.query(
      `CREATE INDEX work_list_tasks ON application.work_list USING gin (task_assignees) WHERE task_assignees IS NOT NULL`,
    );
  }
}
