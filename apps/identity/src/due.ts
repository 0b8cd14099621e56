import type { CommandBus } from '@nestjs/cqrs';
import type { DueHandler } from '#event-sourcing';
import type { AccountLinks } from './account-links';
import { accountLinkEnds, guestEnd } from './at-its-time';
import { GiveGuestCommand } from './guest.handler';
import type { OtherServices } from './other-services';

const dayMs = 24 * 3_600_000;
/** Between two looks at what a guest has begun, or filed: a draft ends within weeks, a case within years. In ms. */
const nextLookMs = { draft: dayMs, case: 30 * dayMs };

/** What is done when the time has come, by kind. */
export function dueHandlers(
  commands: CommandBus,
  others: Pick<OtherServices, 'holdings'>,
  links: AccountLinks,
): Readonly<Record<string, DueHandler>> {
  return { [guestEnd.kind]: guestEnding(commands, others), [accountLinkEnds.kind]: links.atItsEnd };
}

/** Ends a guest who has neither a draft nor a case (any more); looks again later at every other one. */
function guestEnding(commands: CommandBus, others: Pick<OtherServices, 'holdings'>): DueHandler {
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
