import type { Decider } from '#event-sourcing/decider';

/** Somebody of the staff looked into a case. In a stream of its own: reading must not change the version that others edit. */
export interface CaseAccessed {
  readonly type: 'CaseAccessed';
  readonly data: {
    readonly applicationId: string;
    readonly personId: string;
    readonly role: 'caseworker' | 'head-of-office' | 'auditor';
    /** What for, as a key: `case-view`, `history`. */
    readonly purpose: string;
  };
}

export type RecordAccess = CaseAccessed['data'];

/** Every access is an event, also the second one of the same person: when somebody looked is the point. */
export const caseAccessDecider: Decider<null, RecordAccess, CaseAccessed> = {
  initialState: null,
  decide: (access) => [{ type: 'CaseAccessed', data: access }],
  evolve: (state) => state,
};
