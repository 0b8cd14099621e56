import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was heard in its order, for whoever asks for the order alone (`Witness.heardAfter`). The index of before began as the primary key does, and a
 * plan that was made while the copy was nearly empty looked events up in it: each by reading everything that was ever heard of its source.
 */
export class HeardInOrder1795990000000 implements MigrationInterface {
  name = 'HeardInOrder1795990000000';

  async up(runner: QueryRunner): Promise<void> {
    // Every version is: the condition leaves nothing out, and is for those who name it.
    await runner.query(
      'CREATE INDEX heard_in_order ON audit.events (tenant, source, transaction_id) WHERE version > 0',
    );
    await runner.query('DROP INDEX audit.heard');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX heard ON audit.events (tenant, source, transaction_id)');
    await runner.query('DROP INDEX audit.heard_in_order');
  }
}
