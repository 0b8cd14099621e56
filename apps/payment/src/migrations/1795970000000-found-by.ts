import { forEachTenant, rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'payment_service';
const table = 'payment.found_by';

const statements = [
  `CREATE TABLE ${table} (
    tenant text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    stream_id uuid NOT NULL,
    PRIMARY KEY (tenant, id, stream_id)
  )`,
  `COMMENT ON COLUMN ${table}.id IS 'of an attempt, of a collection of debits or of a file of transfers'`,
  `CREATE INDEX found_by_payment ON ${table} (tenant, stream_id)`,
  ...rowLevelSecurity(table),
  `GRANT SELECT ON ${table} TO ${role}`,
  `CREATE FUNCTION payment.ids_of(one payment.payments) RETURNS SETOF uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT unnest(one.attempt_ids)
    UNION SELECT (debit ->> 'collectionId')::uuid FROM jsonb_array_elements(one.debits) AS debit
      WHERE debit ->> 'collectionId' IS NOT NULL
    UNION SELECT (transfer ->> 'transferId')::uuid FROM jsonb_array_elements(one.transfers) AS transfer
      WHERE transfer ->> 'transferId' IS NOT NULL
  $$`,
  // As the owner: nothing else writes what follows from the row. Row-level security holds for the owner, too.
  `CREATE FUNCTION payment.is_found_by() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN
      DELETE FROM ${table} WHERE tenant = OLD.tenant AND stream_id = OLD.stream_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO ${table} (tenant, id, stream_id) SELECT NEW.tenant, its.id, NEW.stream_id FROM payment.ids_of(NEW) AS its (id);
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER is_found_by AFTER INSERT OR DELETE ON payment.payments
    FOR EACH ROW EXECUTE FUNCTION payment.is_found_by()`,
  `CREATE TRIGGER is_found_by_others AFTER UPDATE ON payment.payments FOR EACH ROW
    WHEN ((OLD.attempt_ids, OLD.debits, OLD.transfers) IS DISTINCT FROM (NEW.attempt_ids, NEW.debits, NEW.transfers))
    EXECUTE FUNCTION payment.is_found_by()`,
];

const filling = `INSERT INTO ${table} (tenant, id, stream_id)
  SELECT tenant, its.id, stream_id FROM payment.payments, payment.ids_of(payments) AS its (id) WHERE tenant = $1`;

/** Indexes of lists, which nobody who is bound by row-level security is served from: `@>` and `&&` might leak. */
const unused = {
  payments_by_attempt: 'attempt_ids',
  payments_by_collection: 'debits jsonb_path_ops',
  payments_by_transfer: 'transfers jsonb_path_ops',
  payments_by_transaction_reference: 'transaction_references',
};

/** What a provider calls about, and what went to the bank in one file, is found by its id: each its own row. */
export class FoundBy1795970000000 implements MigrationInterface {
  name = 'FoundBy1795970000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const index of Object.keys(unused)) await runner.query(`DROP INDEX payment.${index}`);
    await forEachTenant(runner, 'payment.payments', filling);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const trigger of ['is_found_by', 'is_found_by_others'])
      await runner.query(`DROP TRIGGER ${trigger} ON payment.payments`);
    await runner.query('DROP FUNCTION payment.is_found_by');
    await runner.query('DROP FUNCTION payment.ids_of');
    await runner.query(`DROP TABLE ${table}`);
    for (const [index, listed] of Object.entries(unused))
      await runner.query(`CREATE INDEX ${index} ON payment.payments USING gin (${listed})`);
  }
}
