import type { ContractEvent } from '#contracts';
import { v5 as uuidv5 } from 'uuid';

/** The same id whenever the same event is delivered. @param what which of the things that follow from it */
export function idFrom(event: ContractEvent, what: string): string {
  return uuidv5(`${what} ${event.id}`, event.subject);
}
