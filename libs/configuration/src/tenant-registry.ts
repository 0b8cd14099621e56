import type { Service, Tenant } from './types';

/** Which of a city's two sites a host name belongs to. */
export type Site = 'portal' | 'backoffice';

/** The cities of this installation, as their configuration stood when the process started. */
export class TenantRegistry {
  readonly #tenants: ReadonlyMap<string, Tenant>;
  readonly #hosts = new Map<string, { readonly tenant: Tenant; readonly site: Site }>();

  constructor(tenants: readonly Tenant[]) {
    this.#tenants = new Map(tenants.map((tenant) => [tenant.key, tenant]));
    for (const tenant of tenants) {
      for (const host of tenant.hosts.portal) this.#hosts.set(host, { tenant, site: 'portal' });
      for (const host of tenant.hosts.backoffice) this.#hosts.set(host, { tenant, site: 'backoffice' });
    }
  }

  all(): Tenant[] {
    return [...this.#tenants.values()];
  }

  /** The city and site of a `Host` header, whose port does not matter. */
  byHost(host: string): { readonly tenant: Tenant; readonly site: Site } | undefined {
    return this.#hosts.get(host.toLowerCase().replace(/:\d+$/, ''));
  }

  /** The city with this key, or undefined. */
  find(key: string): Tenant | undefined {
    return this.#tenants.get(key);
  }

  /** The city with this key. @throws Error when there is none: keys in tokens, events and rows come from this registry. */
  get(key: string): Tenant {
    const tenant = this.#tenants.get(key);
    if (tenant === undefined)
      throw new Error(`there is no tenant "${key}"; its folder is missing in TENANTS_DIR`);
    return tenant;
  }

  /** The service of a city as it is offered today. */
  service(tenant: string, key: string): Service | undefined {
    return this.#tenants.get(tenant)?.services.find((service) => service.key === key);
  }

  /** The service in one version, when that is today's; older versions are kept by the application service. */
  serviceVersion(tenant: string, key: string, version: string): Service | undefined {
    const service = this.service(tenant, key);
    return service?.version === version ? service : undefined;
  }
}
