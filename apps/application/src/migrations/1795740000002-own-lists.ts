import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['saved_searches', 'list_settings'];

const statements = [
  `CREATE TABLE application.saved_searches (
    tenant text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, person_id, name)
  )`,
  `CREATE TABLE application.list_settings (
    tenant text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    columns text[] COLLATE "C" NOT NULL,
    sort text COLLATE "C" NOT NULL,
    direction text COLLATE "C" NOT NULL,
    rows integer NOT NULL,
    PRIMARY KEY (tenant, person_id)
  )`,
  ...tables.flatMap((table) => [
    ...rowLevelSecurity(`application.${table}`),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON application.${table} TO application_service`,
  ]),
];

/** How each of the staff wants their work list. */
export class OwnLists1795740000002 implements MigrationInterface {
  name = 'OwnLists1795740000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE application.${table}`);
  }
}
