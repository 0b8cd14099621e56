import { rowLevelSecurity, tenantAskedOnce } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'application.work_list';

/** The work list and its figures are read in whole, again and again. */
export class WorkListRead1795750000003 implements MigrationInterface {
  name = 'WorkListRead1795750000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tenantAskedOnce(table)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP POLICY own_tenant ON ${table}`);
    await runner.query(`DROP POLICY all_tenants ON ${table}`);
    for (const statement of rowLevelSecurity(table)) await runner.query(statement);
  }
}
