import { runCommand, type Aggregate, type EventStore } from '#event-sourcing';
import type { Decider } from '#event-sourcing/decider';
import { v5 as uuidv5 } from 'uuid';
import type { Acting, ActingRole } from './acting';
import { metadataOf } from './metadata';

/**
 * Somebody of the staff looked into a case. In a stream of its own beside the case: reading must not change the version that
 * others edit. Storage format: never rename a field.
 */
export interface CaseAccessed {
  readonly type: 'CaseAccessed';
  readonly data: {
    readonly applicationId: string;
    readonly personId: string;
    readonly role: ActingRole;
    /** What for, as a key: `case-view`, `read-messages`. */
    readonly purpose: string;
  };
}

/** Every access is an event, also the second one of the same person: when somebody looked is the point. */
const caseAccessDecider: Decider<null, CaseAccessed['data'], CaseAccessed> = {
  initialState: null,
  decide: (access) => [{ type: 'CaseAccessed', data: access }],
  evolve: (state) => state,
};

/** The looks of the staff into one case, as they are stored. */
export const caseAccessAggregate: Aggregate<null, CaseAccessed['data'], CaseAccessed> = {
  streamType: 'case-access',
  decider: caseAccessDecider,
  stateless: true,
  readModels: [],
};

/**
 * Records that somebody looks into a case; citizens and services are not recorded. Call it before the answer: what cannot be
 * recorded is not shown.
 * @param stream name from which the stream's id is made together with the application's, one per service: never change it
 */
export async function noteAccess(
  store: EventStore,
  acting: Acting,
  { applicationId, purpose, stream }: Record<'applicationId' | 'purpose' | 'stream', string>,
): Promise<void> {
  const { tenant, personId, role } = acting;
  if (role === 'citizen' || role === 'service') return;
  await runCommand(
    store,
    caseAccessAggregate,
    { tenant, streamId: uuidv5(stream, applicationId) },
    { applicationId, personId, role, purpose },
    { metadata: metadataOf(acting) },
  );
}
