import { SigningKey, signStatement } from '#auth';
import type { SignedOrder } from '#contracts';
import type { TenantDatabase } from '#database';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { applicationDecider } from './commands/decider';
import type { BegunApplication } from './domain/application';
import { orderOf, type Order } from './domain/order';
import { filingDecider } from './processes/filing';
import { findByOrder } from './read-models/my-applications';
import { ServiceConfigurations } from './service-configurations';

/** For the payment service, and for nobody else. */
const audience = 'payment';
/** How long an order without an end can be carried to the payment service, in ms; it is signed anew whenever somebody asks. */
const usualMs = 24 * 60 * 60 * 1_000;

/** The orders of applications as the payment service is shown them: signed, so that a browser may carry them there (W16b). */
export class Orders {
  constructor(
    private readonly signing: SigningKey,
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly configurations: ServiceConfigurations,
  ) {}

  /** The order as the payment service opens a payment by it. */
  async sign(
    tenant: string,
    applicationId: string,
    application: BegunApplication,
    order: Order,
  ): Promise<string> {
    return this.tokenOf(await this.shown(tenant, applicationId, application, order));
  }

  private async shown(
    tenant: string,
    applicationId: string,
    application: BegunApplication,
    order: Order,
  ): Promise<SignedOrder> {
    const { applicantId, reference, serviceKey, office, configurationVersion } = application;
    const service = await this.configurations.get(tenant, serviceKey, configurationVersion);
    return {
      ...termsOf(order),
      ...{ tenant, applicationId, applicantId, reference, serviceKey, office },
      renderedAtOnce: service.renderedAtOnce === true,
    };
  }

  /** Of one that nobody can pay any more it is not valid. */
  private tokenOf(order: SignedOrder): Promise<string> {
    const { orderId: subject, payBy } = order;
    const until = payBy === undefined ? Date.now() + usualMs : Date.parse(payBy);
    return signStatement(this.signing, { audience, subject, says: { order }, until });
  }

  /** An order by its id, whether it stands or is dead by now; undefined where there is none. */
  async find(
    tenant: string,
    orderId: string,
  ): Promise<{ readonly order: SignedOrder; readonly token: string } | undefined> {
    const applicationId = await this.applicationOf(tenant, orderId);
    if (applicationId === undefined) return undefined;
    const { state } = await foldStream(this.store, applicationDecider, { tenant, streamId: applicationId });
    const order = state.status === 'none' ? undefined : orderOf(state, orderId);
    if (state.status === 'none' || order === undefined) return undefined;
    const shown = await this.shown(tenant, applicationId, state, order);
    return { order: shown, token: await this.tokenOf(shown) };
  }

  /** The application of an order: the list knows those that stand; of one that is dead its filing process does. */
  async applicationOf(tenant: string, orderId: string): Promise<string | undefined> {
    const listed = await findByOrder(this.database, tenant, orderId);
    if (listed !== undefined) return listed;
    const { state: filing } = await foldStream(this.store, filingDecider, { tenant, streamId: orderId });
    return filing.status === 'none' ? undefined : filing.applicationId;
  }
}

/** Without what has become of it. */
function termsOf(order: Order): Order {
  const { orderId, amountCents, currency, policy, items, configurationVersion, fixedAt, payBy } = order;
  return {
    ...{ orderId, amountCents, currency, policy, items, configurationVersion, fixedAt },
    ...(payBy !== undefined && { payBy }),
  };
}
