import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is owed for an application, in both lists. Cases of the former version owed nothing, so their rows are right as they are. */
export class Orders1795700000000 implements MigrationInterface {
  name = 'Orders1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE application.my_applications ADD COLUMN order_id uuid, ADD COLUMN payment text COLLATE "C"`,
    );
    await runner.query(
      `CREATE INDEX my_applications_by_order ON application.my_applications (tenant, order_id) WHERE order_id IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE application.work_list ADD COLUMN payment text COLLATE "C"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE application.work_list DROP COLUMN payment');
    await runner.query('ALTER TABLE application.my_applications DROP COLUMN order_id, DROP COLUMN payment');
  }
}
