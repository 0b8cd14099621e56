import { Injectable } from '@nestjs/common';
import { personConcerned, type Acting } from '#commands';
import { Feed, PostgresEventStore } from '#event-sourcing';
import { LiveUpdates, office, person } from '#live-updates';
import { applicationAggregate } from '../application.aggregate';
import {
  isFiled,
  type Application,
  type ApplicationEventType,
  type BegunApplication,
} from '../domain/application';
import type { PaymentState } from '../domain/order';

/** That something happened to an application, and how it stood after that. */
export interface ApplicationNews {
  readonly id: string;
  readonly reference: string;
  readonly status: BegunApplication['status'];
  readonly version: number;
  /** How far the payment of its order is. */
  readonly payment?: PaymentState;
  /** Type of the event. */
  readonly type: ApplicationEventType;
}

/** Changes of applications as they happen, for the applicant (and who acts for them now), and the offices that have the case. */
@Injectable()
export class ApplicationUpdates extends LiveUpdates<Application, ApplicationNews> {
  constructor(store: PostgresEventStore, feed: Feed) {
    super({
      ...{ store, feed },
      streams: applicationAggregate,
      tell({ tenant, streamId: id, version, type }, { before, after }) {
        if (after.status === 'none') throw new Error(`${type} left no application`);
        const { reference, status, applicantId, order } = after;
        // The office that has the case, and the one that has just given it away. None for what was never filed.
        const offices = new Set([after, before].filter(isFiled).map((application) => application.office));
        return {
          audience: [person(tenant, applicantId), ...[...offices].map((key) => office(tenant, key))],
          news: {
            ...{ id, reference, status, version, type: type as ApplicationEventType },
            ...(order !== undefined && { payment: order.payment }),
          },
        };
      },
    });
  }
}

/** What somebody is told of: the applications of the person concerned, or the cases of their offices. */
export function audienceOf(acting: Acting): readonly string[] {
  const { tenant, role, offices } = acting;
  return role === 'citizen'
    ? [person(tenant, personConcerned(acting))]
    : offices.map((key) => office(tenant, key));
}
