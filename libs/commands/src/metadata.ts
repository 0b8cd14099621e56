import type { Actor, EventMetadata } from '#event-sourcing';
import { currentCorrelationId } from '#http';
import { v7 as uuidv7 } from 'uuid';

/**
 * What an event's header says about who caused it and by what.
 * @param causationId the event that led to the command, `<stream>/<version>`; else the command is its own cause.
 */
export function metadataOf({ personId, role, actingFor }: Actor, causationId?: string): EventMetadata {
  const commandId = uuidv7();
  return {
    actor: { personId, role, ...(actingFor !== undefined && { actingFor }) },
    commandId,
    correlationId: currentCorrelationId(),
    causationId: causationId ?? commandId,
  };
}
