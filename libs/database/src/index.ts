export { TenantDatabase, openTenantDatabase, withTenantManager, type DatabaseOptions } from './database';
export { databaseErrors, isDatabaseFailure } from './database-failure';
export { ALL_TENANTS, rowLevelSecurity } from './row-level-security';
export { migrateDatabase } from './migrate';
export { pageOf, type Cursor, type Page } from './paging';
