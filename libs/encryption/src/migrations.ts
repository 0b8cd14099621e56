import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The migrations of schema `encryption` for a service's database; `service` names the run-time role `<service>_service`. */
export function encryptionMigrations(service: string): (new () => MigrationInterface)[] {
  class DataKeys1763600000001 implements MigrationInterface {
    readonly name = 'EncryptionDataKeys1763600000001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        CREATE SCHEMA encryption;
        CREATE TABLE encryption.data_keys (
          tenant                text        NOT NULL,
          subject_id            uuid        NOT NULL,
          wrapped_key           bytea,
          key_encryption_key_id text        NOT NULL,
          created_at            timestamptz NOT NULL DEFAULT now(),
          destroyed_at          timestamptz,
          PRIMARY KEY (tenant, subject_id),
          CHECK ((wrapped_key IS NULL) = (destroyed_at IS NOT NULL))
        );
        ALTER TABLE encryption.data_keys ENABLE ROW LEVEL SECURITY;
        ALTER TABLE encryption.data_keys FORCE ROW LEVEL SECURITY;
        CREATE POLICY own_tenant_reads ON encryption.data_keys FOR SELECT
          USING (tenant = current_setting('app.tenant', true) OR current_setting('app.tenant', true) = '*');
        CREATE POLICY own_tenant_adds ON encryption.data_keys FOR INSERT
          WITH CHECK (tenant = current_setting('app.tenant', true));
        CREATE POLICY own_tenant_changes ON encryption.data_keys FOR UPDATE
          USING (tenant = current_setting('app.tenant', true))
          WITH CHECK (tenant = current_setting('app.tenant', true));
        GRANT USAGE ON SCHEMA encryption TO ${service}_service;
        GRANT SELECT, INSERT, UPDATE ON encryption.data_keys TO ${service}_service;
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP SCHEMA encryption CASCADE');
    }
  }
  return [DataKeys1763600000001];
}
