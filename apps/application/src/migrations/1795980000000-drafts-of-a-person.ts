import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Drafts of a person are found without reading what they have filed; of a representative, nothing is read in the order of time. */
export class DraftsOfAPerson1795980000000 implements MigrationInterface {
  name = 'DraftsOfAPerson1795980000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX my_applications_drafts ON application.my_applications (tenant, applicant_id) WHERE status = 'draft'`,
    );
    await runner.query('DROP INDEX application.my_applications_by_representative');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX my_applications_by_representative ON application.my_applications
      (tenant, representative_id, updated_at, stream_id) WHERE representative_id IS NOT NULL`);
    await runner.query('DROP INDEX application.my_applications_drafts');
  }
}
