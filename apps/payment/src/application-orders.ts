import type { ServiceCaller } from '#auth';
import type { SignedOrder } from '#contracts';
import { currentCorrelationId } from '#http';
import type { Payer } from './providers/provider';

/** Where orders are made and kept. */
export class ApplicationOrders {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly baseUrl: string,
  ) {}

  /** An order by its id, whether it stands or is dead by now. @throws Unavailable, ServiceRefused */
  async find(tenant: string, orderId: string): Promise<SignedOrder> {
    const { order } = await this.caller.call<{ readonly order: SignedOrder }>({
      ...{ service: 'application', baseUrl: this.baseUrl, tenant },
      path: `/internal/orders/${orderId}`,
      correlationId: currentCorrelationId(),
    });
    return order;
  }

  /** Whose application it is, as they were named there; nothing where it names nobody. @throws Unavailable, ServiceRefused */
  async payer(tenant: string, orderId: string): Promise<Payer> {
    const { payer } = await this.caller.call<{ readonly payer: Payer }>({
      ...{ service: 'application', baseUrl: this.baseUrl, tenant },
      path: `/internal/orders/${orderId}/payer`,
      correlationId: currentCorrelationId(),
    });
    return payer;
  }
}

/** Name and address, line by line. */
export function linesOf({ organisation, firstName, name, address = {} }: Payer): readonly string[] {
  const line = (...parts: readonly (string | undefined)[]) =>
    parts.filter((part) => part !== undefined && part !== '').join(' ');
  return [
    line(organisation),
    line(firstName, name),
    line(address.street, address.houseNumber),
    line(address.postalCode, address.city),
  ].filter((one) => one !== '');
}
