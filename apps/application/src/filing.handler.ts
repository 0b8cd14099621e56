import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { asService, metadataOf } from '#commands';
import { foldStream, PostgresEventStore, runCommand, type RowAlongside } from '#event-sourcing';
import { applicationDecider } from './commands/decider';
import type { BegunApplication } from './domain/application';
import { isFiled } from './domain/application';
import { orderOf, type OrderOnFile } from './domain/order';
import { filingAggregate } from './filing.aggregate';
import type { FilingCommand, FollowedOrder, PaymentNews } from './processes/filing';

/** Which order of which application. */
interface OrderName {
  readonly tenant: string;
  readonly orderId: string;
  readonly applicationId: string;
}

interface Following {
  /** How the payment stands, where there is news of it. */
  readonly news?: PaymentNews;
  /** The event that brought the news, `<stream>/<version>`. */
  readonly causationId?: string;
  /** The row that notes the event as handled. */
  readonly alongside?: RowAlongside;
}

/** Tells the filing process of an order how the order stands: the one door to it, with or without news of the payment. */
export class FollowOrder extends Command<void> {
  constructor(
    readonly order: OrderName,
    readonly following: Following = {},
  ) {
    super();
  }
}

/** Tells the filing process of an order that time has passed. */
export class LookAtFiling extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly orderId: string,
  ) {
    super();
  }
}

@CommandHandler(FollowOrder)
export class FollowOrderHandler implements ICommandHandler<FollowOrder> {
  constructor(private readonly store: PostgresEventStore) {}

  /** @throws Error for an order that the application does not have: somebody tells of a payment that nobody owes. */
  async execute({ order: { tenant, orderId, applicationId }, following }: FollowOrder): Promise<void> {
    const { news, causationId, alongside } = following;
    await runCommand(
      this.store,
      filingAggregate,
      { tenant, streamId: orderId },
      async ({ now: at }): Promise<FilingCommand> => {
        // Read behind the filing's own stream: what changes after that, the application tells by itself.
        const stream = { tenant, streamId: applicationId };
        const { state: application } = await foldStream(this.store, applicationDecider, stream);
        const order = application.status === 'none' ? undefined : orderOf(application, orderId);
        if (application.status === 'none' || order === undefined)
          throw new Error(`no order ${orderId} of application ${applicationId}`);
        return {
          type: 'follow',
          order: followed(applicationId, application, order),
          ...(news && { news }),
          at,
        };
      },
      { metadata: metadataOf(asService('application', tenant), causationId), alongside },
    );
  }
}

@CommandHandler(LookAtFiling)
export class LookAtFilingHandler implements ICommandHandler<LookAtFiling> {
  constructor(private readonly store: PostgresEventStore) {}

  async execute({ tenant, orderId }: LookAtFiling): Promise<void> {
    await runCommand(
      this.store,
      filingAggregate,
      { tenant, streamId: orderId },
      ({ now: at }) => ({ type: 'look', at }),
      { metadata: metadataOf(asService('application', tenant)) },
    );
  }
}

/** How an order stands for its application, in the words of the process. */
function followed(applicationId: string, application: BegunApplication, order: OrderOnFile): FollowedOrder {
  const { applicantId, office } = application;
  const { amountCents, policy, payBy, end } = order;
  return {
    ...{ applicationId, applicantId, office, amountCents, policy },
    ...(payBy !== undefined && { payBy }),
    standing: end ?? (isFiled(application) ? 'filed' : 'awaiting'),
  };
}
