import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['alerts', 'alert_settings'];

const statements = [
  // Of whom and of what is a part of the key that an append writes, which is text.
  `CREATE TABLE application.alerts (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    person_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    about date,
    read_at timestamptz,
    mailed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, stream_id, person_id, kind)
  )`,
  `CREATE INDEX alerts_by_person ON application.alerts (tenant, person_id, at DESC, stream_id DESC)`,
  `CREATE TABLE application.alert_settings (
    tenant text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    switched_off text[] COLLATE "C" NOT NULL DEFAULT '{}',
    by_mail text[] COLLATE "C" NOT NULL DEFAULT '{}',
    mailed_at timestamptz,
    PRIMARY KEY (tenant, person_id)
  )`,
  ...tables.flatMap((table) => [
    ...rowLevelSecurity(`application.${table}`),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON application.${table} TO application_service`,
  ]),
];

/** What caseworkers are told of, and of what they want to be told how. */
export class Alerts1795730000002 implements MigrationInterface {
  name = 'Alerts1795730000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE application.${table}`);
  }
}
