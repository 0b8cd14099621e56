import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The migrations of schema `documents` for a service's database; `service` names the run-time role `<service>_service`. */
export function documentsMigrations(service: string): (new () => MigrationInterface)[] {
  class Documents1795690000000 implements MigrationInterface {
    readonly name = 'Documents1795690000000';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements(`${service}_service`)) await runner.query(statement);
    }

    async down(): Promise<void> {
      return Promise.reject(new Error('which documents belong to which case stands in this table alone'));
    }
  }
  /** A scanner that does not look at all of a document has not found it clean. */
  class UnscannableDocuments1795690000001 implements MigrationInterface {
    readonly name = 'UnscannableDocuments1795690000001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`ALTER TABLE documents.documents DROP CONSTRAINT documents_scan_check,
        ADD CONSTRAINT documents_scan_check CHECK (scan IN ('waiting', 'clean', 'found', 'unscannable', 'not-scanned', 'own')) NOT VALID`);
      await runner.query('ALTER TABLE documents.documents VALIDATE CONSTRAINT documents_scan_check');
    }

    async down(): Promise<void> {
      return Promise.reject(new Error('what is unscannable would be called clean'));
    }
  }
  /**
   * Indexes for what is looked for otherwise than by its key. Those of before began as the key does, with the tenant, so a plan that was made while
   * there were few documents looked every document up in them: by reading all of the tenant.
   */
  class DocumentsFoundOtherwise1795990000000 implements MigrationInterface {
    readonly name = 'DocumentsFoundOtherwise1795990000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        'CREATE UNIQUE INDEX documents_by_request ON documents.documents (person_id, request_key, tenant)',
      );
      await runner.query(
        'CREATE INDEX documents_by_hash ON documents.documents (hash, tenant) WHERE hash IS NOT NULL',
      );
      await runner.query('DROP INDEX documents.documents_request, documents.documents_hash');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(
        'CREATE UNIQUE INDEX documents_request ON documents.documents (tenant, person_id, request_key)',
      );
      await runner.query('CREATE INDEX documents_hash ON documents.documents (tenant, hash)');
      await runner.query('DROP INDEX documents.documents_by_request, documents.documents_by_hash');
    }
  }
  return [Documents1795690000000, UnscannableDocuments1795690000001, DocumentsFoundOtherwise1795990000000];
}

const statements = (role: string) => [
  'CREATE SCHEMA documents',
  `CREATE TABLE documents.documents (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    id text COLLATE "C" NOT NULL,
    version integer NOT NULL DEFAULT 1,
    person_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    length bigint NOT NULL CHECK (length > 0),
    received bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
    chunks integer NOT NULL DEFAULT 0,
    parts text[] COLLATE "C" NOT NULL DEFAULT '{}',
    media_type text COLLATE "C",
    hash text COLLATE "C" CHECK (hash ~ '^[0-9a-f]{64}$'),
    scan text COLLATE "C" NOT NULL CHECK (scan IN ('waiting', 'clean', 'found', 'not-scanned', 'own')),
    scans integer NOT NULL DEFAULT 0,
    scan_at timestamptz,
    request_key text COLLATE "C",
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at timestamptz,
    leaving boolean NOT NULL DEFAULT false,
    bound boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, stream_id, id)
  )`,
  // A request that is repeated finds what the first one made.
  `CREATE UNIQUE INDEX documents_request ON documents.documents (tenant, person_id, request_key)`,
  // Of all tenants: the scanner asks for the next one of the whole service.
  `CREATE INDEX documents_scan ON documents.documents (scan_at) WHERE scan_at IS NOT NULL`,
  `CREATE INDEX documents_hash ON documents.documents (tenant, hash)`,
  ...rowLevelSecurity('documents.documents'),
  `GRANT USAGE ON SCHEMA documents TO ${role}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON documents.documents TO ${role}`,
];
