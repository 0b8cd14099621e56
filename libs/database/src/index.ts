export { withAdvisoryLock } from './advisory-lock';
export { TenantDatabase, openTenantDatabase, type DatabaseOptions } from './database';
export { DatabaseModule, type DatabaseModuleOptions } from './database.module';
export { databaseErrors, isDatabaseFailure } from './database-failure';
export { ALL_TENANTS, rowLevelSecurity, tenantAskedOnce, tenantsAreNeverAll } from './row-level-security';
export { forEachTenant, migrateDatabase } from './migrate';
export { pageOf, type Cursor, type Page } from './paging';
export { isoTime } from './iso-time';
export { execute, type PreparedStatement, type TextRow, type TextValue } from './prepared-query';
export {
  asAdmin,
  closeDatabases,
  provisionDatabase,
  urlFor,
  type DatabaseUrls,
  type Provision,
} from './provision';
export { TenantData, type Entity } from './tenant-data';
