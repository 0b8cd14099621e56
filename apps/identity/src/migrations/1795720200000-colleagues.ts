import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of the staff works for which office, as the city's directory said at their last sign-in. */
export class Colleagues1795720200000 implements MigrationInterface {
  name = 'Colleagues1795720200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    // Of every city, in its own name: row-level security holds for the owner as well.
    await runner.query(`SELECT set_config('app.tenant', '*', true)`);
    const cities = (await runner.query('SELECT DISTINCT tenant FROM identity.sessions')) as {
      tenant: string;
    }[];
    for (const { tenant } of cities) {
      await runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      await runner.query(whoIsKnown);
    }
    await runner.query(`SELECT set_config('app.tenant', '', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.colleagues');
  }
}

const statements = [
  `CREATE TABLE identity.colleagues (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    roles text[] NOT NULL,
    offices text[] NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  ...rowLevelSecurity('identity.colleagues'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.colleagues TO identity_service`,
];

/** Whose last session is still kept is known at once, everybody else from their next sign-in on. */
const whoIsKnown = `INSERT INTO identity.colleagues (tenant, person_id, roles, offices)
  SELECT DISTINCT ON (session.person_id) session.tenant, session.person_id, session.roles, session.offices
  FROM identity.sessions AS session
    JOIN identity.persons AS person ON person.tenant = session.tenant AND person.id = session.person_id
  WHERE person.kind = 'staff' ORDER BY session.person_id, session.signed_in_at DESC`;
