export type { Form, JsonObject, LocalizedText, UiElement } from '#forms';
export { canonicalJson, contentHash } from './canonical-json';
export { ConfigurationError, type ConfigurationProblem } from './configuration-error';
export { compileFormSchema } from './form-validator';
export { loadTenants } from './load-tenants';
export { TenantRegistry, type Site } from './tenant-registry';
export type * from './types';
