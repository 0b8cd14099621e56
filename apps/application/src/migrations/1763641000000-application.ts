import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'application_service';

const statements = [
  `CREATE SCHEMA application`,
  `GRANT USAGE ON SCHEMA application TO ${role}`,

  `CREATE TABLE application.my_applications (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    applicant_id uuid NOT NULL,
    representative_id uuid,
    reference text COLLATE "C" NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    configuration_version text COLLATE "C" NOT NULL,
    office text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    action_required boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, stream_id)
  )`,
  `CREATE INDEX my_applications_by_applicant ON application.my_applications (tenant, applicant_id, updated_at, stream_id)`,
  `CREATE INDEX my_applications_by_representative ON application.my_applications
    (tenant, representative_id, updated_at, stream_id) WHERE representative_id IS NOT NULL`,
  `CREATE UNIQUE INDEX my_applications_by_reference ON application.my_applications (tenant, reference)`,
  ...rowLevelSecurity('application.my_applications'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.my_applications TO ${role}`,

  `CREATE TABLE application.work_list (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    applicant_id uuid NOT NULL,
    reference text COLLATE "C" NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    configuration_version text COLLATE "C" NOT NULL,
    office text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    outcome text COLLATE "C",
    assigned_to uuid,
    due_on date,
    filed_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, stream_id)
  )`,
  `CREATE INDEX work_list_by_age ON application.work_list (tenant, office, filed_at, stream_id)`,
  ...rowLevelSecurity('application.work_list'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.work_list TO ${role}`,

  // Content-addressed: a version never changes, so nobody may change or remove one.
  `CREATE TABLE application.service_configurations (
    tenant text COLLATE "C" NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    configuration jsonb NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, service_key, version)
  )`,
  ...rowLevelSecurity('application.service_configurations'),
  `GRANT SELECT, INSERT ON application.service_configurations TO ${role}`,

  `CREATE TABLE application.reference_numbers (
    tenant text COLLATE "C" NOT NULL,
    year smallint NOT NULL,
    last_number integer NOT NULL,
    PRIMARY KEY (tenant, year)
  )`,
  ...rowLevelSecurity('application.reference_numbers'),
  `GRANT SELECT, INSERT, UPDATE ON application.reference_numbers TO ${role}`,
];

/** The tables of the application service beside the event store. */
export class CreateApplication1763641000000 implements MigrationInterface {
  name = 'CreateApplication1763641000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA application CASCADE');
  }
}
