import { Injectable } from '@nestjs/common';
import { TenantRegistry, type Service } from '#configuration';
import { TenantDatabase } from '#database';

/**
 * Every version of a service's configuration that was ever offered: an application keeps the one it was drafted with,
 * so what was asked and promised then can be read decades later.
 */
@Injectable()
export class ServiceConfigurations {
  /** Versions never change, so what was once read is kept; there are as many as a city ever configured. */
  private readonly known = new Map<string, Service>();

  constructor(
    private readonly database: TenantDatabase,
    readonly tenants: TenantRegistry,
  ) {}

  /** The service as it was in one version; undefined for a version that was never offered. */
  async find(tenant: string, serviceKey: string, version: string): Promise<Service | undefined> {
    const today = this.tenants.serviceVersion(tenant, serviceKey, version);
    if (today !== undefined) return today;
    const name = `${tenant}/${serviceKey}/${version}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ configuration: Service }>(
        `SELECT configuration FROM application.service_configurations
         WHERE tenant = $1 AND service_key = $2 AND version = $3`,
        [tenant, serviceKey, version],
      ),
    );
    const stored = rows[0]?.configuration;
    if (stored !== undefined) this.known.set(name, stored);
    return stored;
  }

  /** Whether the city has a text template in this version, or had it. */
  async hasTemplate(
    tenant: string,
    { key, version }: { readonly key: string; readonly version: string },
  ): Promise<boolean> {
    const isToday = this.tenants
      .get(tenant)
      .templates.some((template) => template.key === key && template.version === version);
    if (isToday) return true;
    const { rowCount } = await this.database.withTenant(tenant, (client) =>
      client.query(
        `SELECT FROM application.configuration_adopted
         WHERE tenant = $1 AND kind = 'template' AND key = $2 AND version = $3`,
        [tenant, key, version],
      ),
    );
    return rowCount === 1;
  }

  /** @throws Error when the version was never stored: an application cannot have been drafted with it. */
  async get(tenant: string, serviceKey: string, version: string): Promise<Service> {
    const service = await this.find(tenant, serviceKey, version);
    if (service === undefined) throw new Error(`version ${version} of service ${serviceKey} is not stored`);
    return service;
  }
}
