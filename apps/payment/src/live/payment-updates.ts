import { Injectable } from '@nestjs/common';
import { Feed, PostgresEventStore } from '#event-sourcing';
import { LiveUpdates, person } from '#live-updates';
import type { OpenedPayment, Payment } from '../domain/payment';
import { paymentAggregate } from '../payment.aggregate';

/** A payment that changed, as it stood after that. */
export interface PaymentNews {
  readonly id: string;
  readonly applicationId: string;
  readonly status: OpenedPayment['status'];
  readonly version: number;
  /** UTC, ISO 8601 with microseconds. */
  readonly updatedAt: string;
}

/** Changes of payments as they happen, for the citizens whose they are. */
@Injectable()
export class PaymentUpdates extends LiveUpdates<Payment, PaymentNews> {
  constructor(store: PostgresEventStore, feed: Feed) {
    super({
      ...{ store, feed },
      streams: paymentAggregate,
      tell({ tenant, streamId: id, version, recordedAt: updatedAt }, { after }) {
        if (after.status === 'none') throw new Error('an event has left no payment');
        const { applicationId, applicantId, status } = after;
        return {
          audience: [person(tenant, applicantId)],
          news: { id, applicationId, status, version, updatedAt },
        };
      },
    });
  }
}
