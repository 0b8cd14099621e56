import { Injectable } from '@nestjs/common';
import { TenantRegistry } from '#configuration';
import type { LocalText } from '#http';

/** What the services of a city are called, that of its configuration now. */
@Injectable()
export class Titles {
  constructor(private readonly tenants: TenantRegistry) {}

  /** The way from a service's key to its title; to the key itself where the city offers the service no more. */
  of(tenant: string): (serviceKey: string) => LocalText {
    const { services } = this.tenants.get(tenant);
    return (serviceKey) =>
      services.find(({ key }) => key === serviceKey)?.title ?? { de: serviceKey, en: serviceKey };
  }
}
