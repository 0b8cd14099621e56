import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which way a case came; every one of before came by the portal. And by whose they are, cases are found quickly. */
export class Channel1795730000004 implements MigrationInterface {
  name = 'Channel1795730000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE application.work_list ADD COLUMN channel text NOT NULL DEFAULT 'online'`);
    await runner.query('CREATE INDEX work_list_applicant ON application.work_list (tenant, applicant_id)');
    await runner.query(`CREATE INDEX my_applications_representative
      ON application.my_applications (tenant, representative_id) WHERE representative_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX application.my_applications_representative');
    await runner.query('DROP INDEX application.work_list_applicant');
    await runner.query('ALTER TABLE application.work_list DROP COLUMN channel');
  }
}
