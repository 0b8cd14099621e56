import { Injectable } from '@nestjs/common';
import { Feed, PostgresEventStore } from '#event-sourcing';
import { LiveUpdates, office } from '#live-updates';
import { accountAggregate } from '../account.aggregate';
import type { Account } from '../domain/account';

/** That somebody signed in or out: of the sessions of this person some may have ended. */
export interface SessionNews {
  readonly personId: string;
}

/** Milliseconds in which a sign-out at another instance is heard of here at the latest: half of what a stream may outlive it. */
const slowestLookMs = 1_000;

/** Whose sessions change, as it happens, for the gateways, which hold the streams of these sessions. */
@Injectable()
export class SessionUpdates extends LiveUpdates<Account, SessionNews> {
  constructor(store: PostgresEventStore, feed: Feed) {
    super({
      ...{ store, feed, slowestLookMs },
      streams: accountAggregate,
      tell: ({ tenant, streamId: personId }) => ({ audience: [sessionsOf(tenant)], news: { personId } }),
    });
  }
}

/** The name under which all sessions of a city are told of. */
export function sessionsOf(tenant: string): string {
  return office(tenant, 'all sessions');
}
