export { TenantDatabase, openTenantDatabase, withTenantManager, type DatabaseOptions } from './database';
export { isDatabaseFailure } from './database-failure';
export { ALL_TENANTS, rowLevelSecurity } from './row-level-security';
export { migrateDatabase } from './migrate';
export { pageOf, type Cursor, type Page } from './paging';
export { asAdmin, provisionDatabase, urlFor, type DatabaseUrls, type Provision } from './provision';
