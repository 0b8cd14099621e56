/** What `app.tenant` holds while a background worker reads the rows of all tenants (relay, verifier, rebuild). */
export const ALL_TENANTS = '*';

/** A row of the tenant that is set. No tenant is called as the setting for all of them, so with that nothing can be written. */
const own = `tenant = current_setting('app.tenant', true) AND tenant <> '${ALL_TENANTS}'`;

/**
 * The SQL that makes PostgreSQL itself separate the tenants of a table with a `tenant` column.
 * A connection sees and writes the rows of the tenant in its setting `app.tenant` and nothing when there is none;
 * with `*` it reads all rows and writes none. The table's owner is bound as well.
 *
 * @param table Qualified name, e.g. `application.my_applications`.
 * @returns One statement each, to be run in this order by a migration.
 */
export function rowLevelSecurity(table: string): readonly string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY own_tenant ON ${table} USING (${own}) WITH CHECK (${own})`,
    `CREATE POLICY all_tenants ON ${table} FOR SELECT USING (current_setting('app.tenant', true) = '${ALL_TENANTS}')`,
  ];
}

/** The same for the tables of former versions, whose policy let `*` write rows of a tenant `*`. Statements for a migration. */
export const tenantsAreNeverAll: readonly string[] = [
  `DO $$ DECLARE policy record; BEGIN
    FOR policy IN SELECT schemaname, tablename FROM pg_policies WHERE policyname = 'own_tenant' LOOP
      EXECUTE format($policy$ALTER POLICY own_tenant ON %I.%I USING (${own}) WITH CHECK (${own})$policy$,
        policy.schemaname, policy.tablename);
    END LOOP;
  END $$`,
];
