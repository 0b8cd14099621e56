import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE application.presences (
    tenant text COLLATE "C" NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, application_id, person_id)
  )`,
  `CREATE INDEX presences_by_age ON application.presences (tenant, seen_at)`,
  ...rowLevelSecurity('application.presences'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.presences TO application_service`,
  // What figures count by; nothing else of the log is asked by type.
  `CREATE INDEX decisions_by_time ON event_store.events (tenant, recorded_at) WHERE type = 'DecisionIssued'`,
];

/** Who has which case open now, and the decisions by their time. */
export class Presences1795720400000 implements MigrationInterface {
  name = 'Presences1795720400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX event_store.decisions_by_time');
    await runner.query('DROP TABLE application.presences');
  }
}
