/** What `app.tenant` holds while a background worker reads the rows of all tenants (relay, verifier, rebuild). */
export const ALL_TENANTS = '*';

/**
 * The SQL that makes PostgreSQL itself separate the tenants of a table with a `tenant` column.
 * A connection sees and writes the rows of the tenant in its setting `app.tenant` and nothing when there is none;
 * with `*` it reads all rows and writes none. The table's owner is bound as well.
 *
 * @param table Qualified name, e.g. `application.my_applications`.
 * @returns One statement each, to be run in this order by a migration.
 */
export function rowLevelSecurity(table: string): readonly string[] {
  const own = `tenant = current_setting('app.tenant', true)`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY own_tenant ON ${table} USING (${own}) WITH CHECK (${own})`,
    `CREATE POLICY all_tenants ON ${table} FOR SELECT USING (current_setting('app.tenant', true) = '${ALL_TENANTS}')`,
  ];
}
