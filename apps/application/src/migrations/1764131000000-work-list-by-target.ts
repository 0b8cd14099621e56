import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The work list by target date is read in its order. */
export class WorkListByTarget1764131000000 implements MigrationInterface {
  name = 'WorkListByTarget1764131000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX work_list_by_target ON application.work_list (tenant, office,
        (coalesce(CASE WHEN target_paused_since IS NULL THEN target_on END, date '9999-12-31')::timestamp AT TIME ZONE 'UTC'), stream_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX application.work_list_by_target');
  }
}
