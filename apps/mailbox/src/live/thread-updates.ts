import { Injectable } from '@nestjs/common';
import { Feed, PostgresEventStore } from '#event-sourcing';
import { LiveUpdates, person } from '#live-updates';
import type { Thread } from '../domain/thread';
import { threadAggregate } from '../thread.aggregate';

/** A thread that changed, as it stood after that. */
export interface ThreadNews {
  readonly applicationId: string;
  readonly version: number;
  /** By the citizen. */
  readonly unread: number;
  /** UTC, ISO 8601 with microseconds. */
  readonly updatedAt: string;
}

/** Changes of threads as they happen, for their citizens. */
@Injectable()
export class ThreadUpdates extends LiveUpdates<Thread, ThreadNews> {
  constructor(store: PostgresEventStore, feed: Feed) {
    super({
      ...{ store, feed },
      streams: threadAggregate,
      tell({ tenant, version, recordedAt: updatedAt }, { after }) {
        if (after.status === 'none') throw new Error('an event has left no thread');
        const { applicationId, applicantId, unread } = after;
        return {
          audience: [person(tenant, applicantId)],
          news: { applicationId, version, unread: unread.citizen, updatedAt },
        };
      },
    });
  }
}
