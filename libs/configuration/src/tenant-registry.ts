import type { Service, Tenant } from './types';

/** Which of a city's two sites a host name belongs to. */
export type Site = 'portal' | 'backoffice';

/** Everything that is found by a key, made anew whenever the cities change. */
interface Snapshot {
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly hosts: ReadonlyMap<string, { readonly tenant: Tenant; readonly site: Site }>;
}

/**
 * The cities of this installation as their configuration stands now. A city changes as a whole; whoever needs several of its
 * settings takes the tenant once and reads them there.
 */
export class TenantRegistry {
  #snapshot: Snapshot;

  constructor(tenants: readonly Tenant[] = []) {
    this.#snapshot = snapshotOf(tenants);
  }

  /** From now on these are the cities. */
  replace(tenants: readonly Tenant[]): void {
    this.#snapshot = snapshotOf(tenants);
  }

  all(): Tenant[] {
    return [...this.#snapshot.tenants.values()];
  }

  /** The city and site of a `Host` header, whose port does not matter. */
  byHost(host: string): { readonly tenant: Tenant; readonly site: Site } | undefined {
    return this.#snapshot.hosts.get(host.toLowerCase().replace(/:\d+$/, ''));
  }

  /** The city with this key, or undefined. */
  find(key: string): Tenant | undefined {
    return this.#snapshot.tenants.get(key);
  }

  /** The city with this key. @throws Error when there is none: keys in tokens, events and rows come from this registry. */
  get(key: string): Tenant {
    const tenant = this.find(key);
    if (tenant === undefined)
      throw new Error(
        `there is no tenant "${key}"; its folder is missing in TENANTS_DIR, or its tenant.yaml is wrong`,
      );
    return tenant;
  }

  /** The service of a city as its configuration stands now, whether people can apply for it or not. */
  service(tenant: string, key: string): Service | undefined {
    return this.find(tenant)?.services.find((service) => service.key === key);
  }

  /** The service in one version, when that is today's; older versions are kept by the application service. */
  serviceVersion(tenant: string, key: string, version: string): Service | undefined {
    const service = this.service(tenant, key);
    return service?.version === version ? service : undefined;
  }
}

function snapshotOf(all: readonly Tenant[]): Snapshot {
  const hosts = new Map<string, { readonly tenant: Tenant; readonly site: Site }>();
  for (const tenant of all) {
    for (const host of tenant.hosts.portal) hosts.set(host, { tenant, site: 'portal' });
    for (const host of tenant.hosts.backoffice) hosts.set(host, { tenant, site: 'backoffice' });
  }
  return { tenants: new Map(all.map((tenant) => [tenant.key, tenant])), hosts };
}
