import type { Decider } from '#event-sourcing/decider';

/**
 * Somebody of the staff read the messages of a case. A stream of its own beside each thread, so that reading does not move the
 * thread's version. Storage format: never rename a field.
 */
export interface CaseAccessed {
  readonly type: 'CaseAccessed';
  readonly data: {
    readonly applicationId: string;
    readonly personId: string;
    readonly role: 'caseworker' | 'head-of-office';
    /** What was done with the case, e.g. `read-messages`. */
    readonly purpose: string;
  };
}

/** How often a case was read. */
export interface CaseAccess {
  readonly count: number;
}

/** Every reading is recorded, also a second one by the same person: the command is the access itself. */
export const caseAccessDecider: Decider<CaseAccess, CaseAccessed['data'], CaseAccessed> = {
  initialState: { count: 0 },
  decide: (access) => [{ type: 'CaseAccessed', data: access }],
  evolve: ({ count }) => ({ count: count + 1 }),
};
