import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { readStatement, ServiceKeys } from '#auth';
import { asService, type CommandOptions } from '#commands';
import type { SignedOrder } from '#contracts';
import { TenantDatabase } from '#database';
import { Problem } from '#http';
import { ApplicationOrders } from './application-orders';
import { GiveCommand } from './payment.handler';
import { findPayments } from './read-models/payments';

/** Orders of one application: each submission that was taken back leaves one. */
const mostOrders = 1_000;

/** Opens payments by orders. The browser brings one (W16b), and so does the event; it is the same one, and one payment. */
@Injectable()
export class Orders {
  constructor(
    private readonly keys: ServiceKeys,
    private readonly application: ApplicationOrders,
    private readonly commands: CommandBus,
    private readonly database: TenantDatabase,
  ) {}

  /**
   * The order that a browser brings.
   * @param token as the application service signed it
   * @throws Problem `order-not-believed` for one that it did not sign for this city, or that nobody can pay any more
   */
  async read(tenant: string, token: string): Promise<SignedOrder> {
    const says = await readStatement(this.keys, token, { audience: 'payment', by: 'application' }).then(
      (statement) => statement.says,
      (error: unknown) => {
        throw new Problem('order-not-believed', {}, { cause: error });
      },
    );
    const { order } = says as { readonly order: SignedOrder };
    if (order.tenant !== tenant) throw new Problem('order-not-believed');
    return order;
  }

  /** The order that the application service has. @throws Unavailable, ServiceRefused */
  async fetch(tenant: string, orderId: string): Promise<SignedOrder> {
    return this.application.find(tenant, orderId);
  }

  /** The orders of an application whose payments are open here, the latest first. */
  async ofApplication(tenant: string, applicationId: string): Promise<readonly string[]> {
    const { items } = await findPayments(this.database, tenant, { applicationId, limit: mostOrders });
    return items.map(({ id }) => id);
  }

  /** Opens the payment of an order, unless it is open already. @returns its id, which is the order's */
  async open(order: SignedOrder, options: CommandOptions = {}): Promise<string> {
    const { tenant, orderId } = order;
    const asked = { name: 'request', input: { order } } as const;
    await this.commands.execute(new GiveCommand(asService('payment', tenant), orderId, asked, options));
    return orderId;
  }
}
