import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { noteAccess, type Acting } from '#commands';
import { DataKeys, KeyDestroyed, type Sealed } from '#encryption';
import { foldStream, PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import { Problem } from '#http';
import { paymentDecider } from '../commands/decider';
import type { Ciphertext, OpenedPayment, PaymentEvent } from '../domain/payment';
import { isVisibleTo } from '../domain/visibility';

/** Opens content of a payment; undefined where it was erased for good. */
export type OpenContent = <Content>(sealed: Ciphertext, purpose: string) => Content | undefined;

/** A payment that its reader may see. */
export interface ReadPayment {
  readonly id: string;
  readonly payment: OpenedPayment;
  readonly version: number;
  /** Oldest first. */
  readonly events: readonly RecordedEvent<PaymentEvent>[];
  readonly open: OpenContent;
}

/** Somebody wants to read a payment: the one door to it, which records the look of the staff. */
export class PaymentQuery extends Query<ReadPayment> {
  constructor(
    readonly acting: Acting,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(PaymentQuery)
export class PaymentQueryHandler implements IQueryHandler<PaymentQuery> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** @throws Problem `not-found` for who may not see it. */
  async execute({ acting, id }: PaymentQuery): Promise<ReadPayment> {
    const { tenant } = acting;
    const events: RecordedEvent<PaymentEvent>[] = [];
    const { state: payment, version } = await foldStream(
      this.store,
      paymentDecider,
      { tenant, streamId: id },
      {},
      (event) => void events.push(event as RecordedEvent<PaymentEvent>),
    );
    if (payment.status === 'none' || !isVisibleTo(acting, payment)) throw new Problem('not-found');
    const { applicationId } = payment;
    await noteAccess(this.store, acting, {
      applicationId,
      purpose: 'payment',
      stream: 'payment-case-access',
    });
    return { id, payment, version, events, open: await this.opener(tenant, id) };
  }

  private async opener(tenant: string, id: string): Promise<OpenContent> {
    try {
      const sealer = await this.keys.sealerFor(tenant, id);
      return (sealed, purpose) => sealer.open(sealed as string as Sealed, purpose);
    } catch (error) {
      if (error instanceof KeyDestroyed) return () => undefined;
      throw error;
    }
  }
}
