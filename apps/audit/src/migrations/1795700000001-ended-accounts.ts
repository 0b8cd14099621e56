import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that ended are found without a look at everything that was heard. */
export class EndedAccounts1795700000001 implements MigrationInterface {
  name = 'EndedAccounts1795700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX ended_accounts ON audit.events (tenant, stream_id)
       WHERE source = 'identity' AND type IN ('PersonErased', 'MovedInto')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit.ended_accounts');
  }
}
