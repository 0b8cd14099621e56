import type { CommandBus } from '@nestjs/cqrs';
import type { DueHandler, DueKind } from '#event-sourcing';
import type { Account } from './domain/account';
import { GiveGuestCommand } from './guest.handler';
import type { OtherServices } from './other-services';

const hourMs = 3_600_000;
/** After the last time that a guest was here, longer than any session lasts, in ms. */
const firstLookMs = 24 * hourMs;
/** Between two looks at what a guest has begun, or filed: a draft ends within weeks, a case within years. In ms. */
const nextLookMs = { draft: 24 * hourMs, case: 30 * 24 * hourMs };

/** A guest whom nothing is left of is forgotten (R10a). */
export const guestEnd: DueKind<Account> = {
  kind: 'guest-end',
  at: ({ guest }, { recordedAt }) =>
    guest === undefined || guest === 'ended'
      ? undefined
      : new Date(Date.parse(recordedAt) + firstLookMs).toISOString(),
};

/** Ends a guest who has neither a draft nor a case (any more); looks again later at every other one. */
export function guestEnding(commands: CommandBus, others: Pick<OtherServices, 'holdings'>): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const { drafts, cases } = await others.holdings(tenant, streamId);
    if (cases > 0 || drafts > 0) {
      const waitMs = drafts > 0 ? nextLookMs.draft : nextLookMs.case;
      return { againAt: new Date(Date.now() + waitMs).toISOString() };
    }
    await commands.execute(new GiveGuestCommand(tenant, streamId, { type: 'end', transaction }));
    return undefined;
  };
}
