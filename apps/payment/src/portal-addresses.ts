import type { TenantRegistry } from '#configuration';

/** Where people reach the portal of a city, out of the configuration and never out of a request. */
export class PortalAddresses {
  /** @param publicPort PUBLIC_PORT; 443 means https */
  constructor(
    private readonly tenants: TenantRegistry,
    private readonly publicPort: number,
  ) {}

  /** Where a browser comes back to from the provider; carries no result. */
  returnOf(tenant: string, paymentId: string, attemptId: string): string {
    return `${this.origin(tenant)}/api/payments/${paymentId}/return?attempt=${attemptId}`;
  }

  /** Where a provider may say that something has changed. */
  callbackOf(tenant: string, provider: string): string {
    return `${this.origin(tenant)}/api/payment-callbacks/${provider}`;
  }

  /** The page that shows how the payment of an application stands; without one, the portal itself. */
  pageOf(tenant: string, applicationId: string | undefined): string {
    const page = applicationId === undefined ? '' : `antraege/${applicationId}/bezahlen`;
    return `${this.origin(tenant)}/${page}`;
  }

  private origin(tenant: string): string {
    const [host] = this.tenants.get(tenant).hosts.portal;
    if (host === undefined) throw new Error(`tenant ${tenant} has no host for its portal`);
    return new URL(`${this.publicPort === 443 ? 'https' : 'http'}://${host}:${this.publicPort}`).origin;
  }
}
