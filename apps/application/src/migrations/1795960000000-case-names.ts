import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what cases are found besides their references: keyed hashes of names and addresses (`case-names.ts`). */
export class CaseNames1795960000000 implements MigrationInterface {
  name = 'CaseNames1795960000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    await runner.query(`SELECT set_config('app.tenant', '*', true)`);
    const tenants = (await runner.query('SELECT DISTINCT tenant FROM application.work_list')) as {
      tenant: string;
    }[];
    for (const { tenant } of tenants) {
      await runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      await runner.query(ofFiledCases, [tenant]);
    }
    await runner.query(`SELECT set_config('app.tenant', '', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application.case_names');
  }
}

const statements = [
  `CREATE TABLE application.case_names (
    tenant text COLLATE "C" NOT NULL,
    mark bigint NOT NULL,
    stream_id uuid NOT NULL,
    PRIMARY KEY (tenant, mark, stream_id)
  )`,
  `CREATE INDEX case_names_of_case ON application.case_names (tenant, stream_id)`,
  ...rowLevelSecurity('application.case_names'),
  `GRANT SELECT, INSERT, DELETE ON application.case_names TO application_service`,
];

/**
 * The cases of a tenant that are there already: the service reads whose they are once it runs, the latest first, fifty in a second, so
 * that nothing else that is due waits behind them.
 */
const ofFiledCases = `INSERT INTO event_store.due (tenant, stream_id, kind, version, due_at, look_at)
  SELECT tenant, stream_id, 'findable-by-name', version, now(),
    now() + row_number() OVER (ORDER BY filed_at DESC) * interval '20 milliseconds'
  FROM application.work_list WHERE tenant = $1 ON CONFLICT DO NOTHING`;
