import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A browser that did not hear of its new secret is known by the former one; a mandate that ended under a session is said. */
export class ActingOnceMore1795710000000 implements MigrationInterface {
  name = 'ActingOnceMore1795710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE identity.sessions DROP COLUMN former_id_hash, DROP COLUMN ended_mandate_id',
    );
  }
}

const statements = [
  `ALTER TABLE identity.sessions ADD COLUMN former_id_hash bytea CHECK (octet_length(former_id_hash) = 32),
    ADD COLUMN ended_mandate_id uuid`,
  `COMMENT ON COLUMN identity.sessions.former_id_hash IS 'of the secret that the browser has if the answer with the present one was lost'`,
  `COMMENT ON COLUMN identity.sessions.ended_mandate_id IS 'under which the session acted when it ended, until its person knows'`,
  `CREATE UNIQUE INDEX sessions_by_former_id ON identity.sessions (tenant, former_id_hash) WHERE former_id_hash IS NOT NULL`,
];
