import type { Feed, PostgresEventStore } from '#event-sourcing';
import { LiveUpdates, office, person } from '#live-updates';
import { applicationAggregate } from '../application.aggregate';
import type { Caller } from '../callers';
import { begun, isFiled, type Application, type BegunApplication } from '../domain/state';

/** That something happened to an application, and how it stood after that. */
export interface ApplicationNews {
  readonly id: string;
  readonly reference: string;
  readonly status: BegunApplication['status'];
  readonly version: number;
  /** Type of the event. */
  readonly type: string;
}

/** Changes of applications as they happen, for the applicant, who acts for them, and the offices that have the case. */
export class ApplicationUpdates extends LiveUpdates<Application, ApplicationNews> {
  constructor(store: PostgresEventStore, feed: Feed) {
    super({
      ...{ store, feed },
      streams: applicationAggregate,
      tell({ tenant, streamId: id, version, type }, { before, after }) {
        const { reference, status, applicantId, representativeId } = begun(after);
        const persons = representativeId === undefined ? [applicantId] : [applicantId, representativeId];
        // The office that has the case, and the one that has just given it away. None for what was never filed.
        const offices = new Set([after, before].filter(isFiled).map((application) => application.office));
        return {
          audience: [
            ...persons.map((personId) => person(tenant, personId)),
            ...[...offices].map((key) => office(tenant, key)),
          ],
          news: { id, reference, status, version, type },
        };
      },
    });
  }
}

/** What a caller is told of: their own applications, or the cases of their offices. */
export function audienceOf({ tenant, personId, role, offices }: Caller): readonly string[] {
  return role === 'citizen' ? [person(tenant, personId)] : offices.map((key) => office(tenant, key));
}
