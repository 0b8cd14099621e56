import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The migrations of schema `encryption` for a service's database; `service` names the run-time role `<service>_service`. */
export function encryptionMigrations(service: string): (new () => MigrationInterface)[] {
  class DataKeys1763600000001 implements MigrationInterface {
    readonly name = 'EncryptionDataKeys1763600000001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('CREATE SCHEMA encryption');
      await runner.query(`
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
      `);
      for (const statement of rowLevelSecurity('encryption.data_keys')) await runner.query(statement);
      await runner.query(`GRANT USAGE ON SCHEMA encryption TO ${service}_service`);
      // No DELETE: a destroyed key stays as a row that says so.
      await runner.query(`GRANT SELECT, INSERT, UPDATE ON encryption.data_keys TO ${service}_service`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP SCHEMA encryption CASCADE');
    }
  }

  class DataKeysAreKept1764133200002 implements MigrationInterface {
    readonly name = 'EncryptionDataKeysAreKept1764133200002';

    async up(runner: QueryRunner): Promise<void> {
      // A running service makes keys and destroys them; wrapping them anew is the owner's work (`rewrap.ts`).
      await runner.query(`REVOKE UPDATE ON encryption.data_keys FROM ${service}_service`);
      await runner.query(`
        CREATE FUNCTION encryption.destroy_key(of_tenant text, of_subject uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
          INSERT INTO encryption.data_keys AS known (tenant, subject_id, wrapped_key, key_encryption_key_id, destroyed_at)
          VALUES (of_tenant, of_subject, NULL, '', now())
          ON CONFLICT (tenant, subject_id) DO UPDATE
          SET wrapped_key = NULL, destroyed_at = coalesce(known.destroyed_at, now())
        $$`);
      await runner.query('REVOKE ALL ON FUNCTION encryption.destroy_key(text, uuid) FROM PUBLIC');
      await runner.query(
        `GRANT EXECUTE ON FUNCTION encryption.destroy_key(text, uuid) TO ${service}_service`,
      );
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP FUNCTION encryption.destroy_key(text, uuid)');
      await runner.query(`GRANT UPDATE ON encryption.data_keys TO ${service}_service`);
    }
  }
  return [DataKeys1763600000001, DataKeysAreKept1764133200002];
}
