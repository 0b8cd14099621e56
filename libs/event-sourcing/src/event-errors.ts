import type { ErrorMapping } from '#http';
import { BrokenHistory, Refusal } from './decider';
import { KeyAlreadyUsed, KeyReused, UnreadableEvent, VersionConflict } from './event-store';

/** What the errors of commands and of the event store mean to the one who asked; every event-sourced service registers it. */
export const eventErrors: ErrorMapping = (error) => {
  if (error instanceof Refusal) return refusal(error);
  if (error instanceof UnreadableEvent)
    return { slug: 'history-unreadable', members: { entry: error.event.version } };
  if (error instanceof BrokenHistory) return { slug: 'history-unreadable', members: { entry: error.place } };
  if (error instanceof VersionConflict) return { slug: 'version-conflict' };
  if (error instanceof KeyReused) return { slug: 'idempotency-key-reused' };
  if (error instanceof KeyAlreadyUsed) return { slug: 'request-in-progress' };
  return undefined;
};

/** 409 under the refusal's own code, unless the service has words and a status for it. */
function refusal({ code, details }: Refusal): ReturnType<ErrorMapping> {
  return { slug: code, members: details, otherwise: 'allowed' in details ? 'not-allowed-now' : 'refused' };
}
