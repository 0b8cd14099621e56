import type { CommandBus } from '@nestjs/cqrs';
import { ServiceCaller } from '#auth';
import type { DueHandler, DueKind } from '#event-sourcing';
import type { Account } from './domain/account';
import { GiveGuestCommand } from './guest.handler';

const hourMs = 3_600_000;
/** After the last time that a guest was here, longer than any session lasts, in ms. */
const firstLookMs = 24 * hourMs;
/** Between two looks at what a guest has begun, or filed: a draft ends within weeks, a case within years. In ms. */
const nextLookMs = { drafts: 24 * hourMs, filed: 30 * 24 * hourMs };

/** A guest whom nothing is left of is forgotten (R10a). */
export const guestEnd: DueKind<Account> = {
  kind: 'guest-end',
  at: ({ guest }, { recordedAt }) =>
    guest === undefined || guest === 'ended'
      ? undefined
      : new Date(Date.parse(recordedAt) + firstLookMs).toISOString(),
};

/** What a person has with the application service. */
export interface Matters {
  readonly drafts: number;
  readonly filed: number;
}

/** Asks what somebody has begun and filed. @throws Unavailable, ServiceRefused */
export type AskMatters = (tenant: string, personId: string) => Promise<Matters>;

/** The question to the application service. */
export function askMatters(services: ServiceCaller, baseUrl: string): AskMatters {
  return (tenant, personId) =>
    services.call<Matters>({
      ...{ service: 'application', baseUrl, tenant },
      path: `/internal/persons/${personId}/matters`,
    });
}

/** Ends a guest who has neither a draft nor a case (any more); looks again later at every other one. */
export function guestEnding(commands: CommandBus, matters: AskMatters): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const { drafts, filed } = await matters(tenant, streamId);
    if (filed > 0 || drafts > 0) {
      const waitMs = drafts > 0 ? nextLookMs.drafts : nextLookMs.filed;
      return { againAt: new Date(Date.now() + waitMs).toISOString() };
    }
    await commands.execute(new GiveGuestCommand(tenant, streamId, { type: 'end', transaction }));
    return undefined;
  };
}
