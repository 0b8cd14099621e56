import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE application.deputies (
    tenant text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    deputy_id uuid NOT NULL CHECK (deputy_id <> person_id),
    from_on date NOT NULL,
    until_on date NOT NULL CHECK (until_on >= from_on),
    set_by uuid NOT NULL,
    PRIMARY KEY (tenant, id)
  )`,
  `CREATE INDEX deputies_by_deputy ON application.deputies (tenant, deputy_id, until_on)`,
  `CREATE INDEX deputies_by_person ON application.deputies (tenant, person_id, until_on)`,
  ...rowLevelSecurity('application.deputies'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.deputies TO application_service`,
];

/** Who stands in for whom, from when until when: plain data, which is changed and pruned. */
export class Deputies1795730100001 implements MigrationInterface {
  name = 'Deputies1795730100001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application.deputies');
  }
}
