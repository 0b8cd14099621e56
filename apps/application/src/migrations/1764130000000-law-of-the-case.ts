import type { MigrationInterface, QueryRunner } from 'typeorm';

const dates = `
  ADD COLUMN target_on date,
  ADD COLUMN target_paused_since date,
  ADD COLUMN statutory_until date`;

/**
 * The dates of a case in both lists, and what the office has to do. Cases of the former version recorded nothing that they
 * could follow from, so their rows are right as they are.
 */
export class LawOfTheCase1764130000000 implements MigrationInterface {
  name = 'LawOfTheCase1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE application.my_applications ${dates}`);
    await runner.query(`ALTER TABLE application.work_list ${dates}, ADD COLUMN task text COLLATE "C"`);
    await runner.query(
      `CREATE INDEX work_list_by_task ON application.work_list (tenant, office, task, filed_at, stream_id) WHERE task IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const drop = 'DROP COLUMN target_on, DROP COLUMN target_paused_since, DROP COLUMN statutory_until';
    await runner.query(`ALTER TABLE application.work_list ${drop}, DROP COLUMN task`);
    await runner.query(`ALTER TABLE application.my_applications ${drop}`);
  }
}
