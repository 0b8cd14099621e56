import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { readStatement, ServiceCaller, ServiceKeys, TokenRefused } from '#auth';
import { asService, type CommandOptions } from '#commands';
import type { SignedOrder } from '#contracts';
import { currentCorrelationId, Problem } from '#http';
import { GiveCommand } from './payment.handler';

/** Where orders come from: the application service makes and signs them, whoever carries them here. */
export abstract class OrderSource {
  /** The order as the application service signed it. @throws Unavailable, ServiceRefused */
  abstract token(tenant: string, orderId: string): Promise<string>;
}

/** Asks the application service. */
export class ApplicationOrders extends OrderSource {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly baseUrl: string,
  ) {
    super();
  }

  async token(tenant: string, orderId: string): Promise<string> {
    const { token } = await this.caller.call<{ readonly token: string }>({
      ...{ service: 'application', baseUrl: this.baseUrl, tenant },
      path: `/internal/orders/${orderId}`,
      correlationId: currentCorrelationId(),
    });
    return token;
  }
}

/** Opens payments by orders. The browser brings one (W16b), and so does the event; it is the same one, and one payment. */
@Injectable()
export class Orders {
  constructor(
    private readonly keys: ServiceKeys,
    private readonly source: OrderSource,
    private readonly commands: CommandBus,
  ) {}

  /**
   * What an order says.
   * @throws Problem `order-not-believed` for one that the application service did not sign for this city
   */
  async read(tenant: string, token: string): Promise<SignedOrder> {
    try {
      const order = await readStatement<SignedOrder>(
        this.keys,
        { from: 'application', to: 'payment' },
        token,
      );
      if (order.tenant === tenant) return order;
      throw new TokenRefused('wrong-audience');
    } catch (error) {
      if (error instanceof TokenRefused) throw new Problem('order-not-believed', {}, { cause: error });
      throw error;
    }
  }

  /** The order that the application service has, by its id. @throws Unavailable, ServiceRefused */
  async fetch(tenant: string, orderId: string): Promise<SignedOrder> {
    return this.read(tenant, await this.source.token(tenant, orderId));
  }

  /** Opens the payment of an order, unless it is open already. @returns its id, which is the order's */
  async open(order: SignedOrder, options: CommandOptions = {}): Promise<string> {
    const { tenant, orderId } = order;
    const acting = asService('payment', tenant);
    await this.commands.execute(
      new GiveCommand(acting, orderId, { name: 'request', input: { order } }, options),
    );
    return orderId;
  }
}
