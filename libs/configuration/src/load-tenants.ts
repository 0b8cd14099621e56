import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { contentHash } from './canonical-json';
import { readServiceFile, readTenantFile } from './check-tenant';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error';
import { ConfigurationFile } from './configuration-file';
import { TenantRegistry } from './tenant-registry';
import type { Service, Tenant, TenantConfiguration } from './types';

const readableFiles = ['.yaml', '.yml', '.json'];

/**
 * Reads every city below `dir`: `<city>/tenant.yaml` and `<city>/services/*.yaml` (JSON is read too).
 * A service is offered from the next start on once its file lies there (D2).
 * @throws ConfigurationError with every problem of every file.
 */
export function loadTenants(dir: string): TenantRegistry {
  const problems: ConfigurationProblem[] = [];
  const tenants: Tenant[] = [];
  for (const folder of foldersIn(dir, problems)) {
    const tenant = loadTenant(folder, problems);
    if (tenant !== undefined) tenants.push(tenant);
  }
  problems.push(...sharedBetween(tenants, dir));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return new TenantRegistry(tenants.sort((left, right) => (left.key < right.key ? -1 : 1)));
}

function foldersIn(dir: string, problems: ConfigurationProblem[]): string[] {
  const folders = entriesOf(dir).filter((entry) => statSync(entry).isDirectory());
  if (folders.length === 0) {
    const reason = 'no city is configured here; TENANTS_DIR must name a folder with one folder per city';
    problems.push({ file: dir, place: '', reason });
  }
  return folders;
}

function loadTenant(folder: string, problems: ConfigurationProblem[]): Tenant | undefined {
  const path = entriesOf(folder).find((entry) =>
    readableFiles.some((extension) => basename(entry) === `tenant${extension}`),
  );
  const file = new ConfigurationFile(path ?? join(folder, 'tenant.yaml'));
  const tenant = readTenantFile(file);
  problems.push(...file.problems);
  const services = loadServices(join(folder, 'services'), tenant, problems);
  return tenant === undefined ? undefined : { ...tenant, services };
}

function loadServices(
  folder: string,
  tenant: TenantConfiguration | undefined,
  problems: ConfigurationProblem[],
): Service[] {
  const services: Service[] = [];
  for (const path of entriesOf(folder)) {
    if (!readableFiles.includes(extname(path))) {
      problems.push({
        file: path,
        place: '',
        reason: `is no service file; its name must end in ${readableFiles.join(', ')}`,
      });
      continue;
    }
    const file = new ConfigurationFile(path);
    const configuration = readServiceFile(file, tenant);
    if (configuration !== undefined && services.some((service) => service.key === configuration.key)) {
      file.report(
        ['key'],
        `another file in this folder already describes "${configuration.key}"; keys are unique`,
      );
    } else if (configuration !== undefined) {
      services.push({ ...configuration, version: contentHash(configuration) });
    }
    problems.push(...file.problems);
  }
  return services.sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** Keys, host names and reference prefixes lead to one city only. */
function sharedBetween(tenants: readonly Tenant[], dir: string): ConfigurationProblem[] {
  const owners = new Map<string, string>();
  const problems: ConfigurationProblem[] = [];
  for (const { key, referencePrefix, hosts } of tenants) {
    const claims = [`key "${key}"`, `referencePrefix "${referencePrefix}"`];
    claims.push(...[...hosts.portal, ...hosts.backoffice].map((host) => `host "${host}"`));
    for (const claim of claims) {
      const owner = owners.get(claim);
      if (owner !== undefined) {
        problems.push({
          file: dir,
          place: '',
          reason: `${claim} belongs to "${owner}" and to "${key}"; it can lead to one only`,
        });
      }
      owners.set(claim, key);
    }
  }
  return problems;
}

/** Paths in a folder, sorted, without hidden files; none when the folder does not exist. */
function entriesOf(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
}
