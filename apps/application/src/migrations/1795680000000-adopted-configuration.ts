import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'application_service';

const statements = [
  // Once for each content, whichever instance is first: nobody may change or remove what is recorded.
  `CREATE TABLE application.configuration_adopted (
    tenant text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    file text COLLATE "C" NOT NULL,
    adopted_by text NOT NULL,
    adopted_at timestamptz NOT NULL DEFAULT now(),
    settings jsonb,
    PRIMARY KEY (tenant, kind, key, version)
  )`,
  ...rowLevelSecurity('application.configuration_adopted'),
  `GRANT SELECT, INSERT ON application.configuration_adopted TO ${role}`,

  // Which file says what now: after a start with a broken file its former version is found here.
  `CREATE TABLE application.service_files (
    tenant text COLLATE "C" NOT NULL,
    file text COLLATE "C" NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, file)
  )`,
  ...rowLevelSecurity('application.service_files'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.service_files TO ${role}`,
];

/** What of the cities' files is in force, since when, and by whom. */
export class AdoptedConfiguration1795680000000 implements MigrationInterface {
  name = 'AdoptedConfiguration1795680000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application.service_files, application.configuration_adopted');
  }
}
