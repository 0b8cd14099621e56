import type { Decider } from '#event-sourcing/decider';
import type { Role } from './account';

/**
 * Somebody of the staff was told what persons are called. In a stream of its own for who was told, not for each person: a page of
 * the work list names fifty. Storage format: never rename a field.
 */
export interface NamesRead {
  readonly type: 'NamesRead';
  readonly data: {
    /** Who was told. */
    readonly personId: string;
    readonly role: Role;
    /** What for, as a key: `work-list`, `case-view`. */
    readonly purpose: string;
    /** Ids of the citizens whose names were told; colleagues know each other. */
    readonly persons: readonly string[];
  };
}

/** Every reading is an event, also of the same names: when somebody looked is the point. */
export const nameReadingDecider: Decider<null, NamesRead['data'], NamesRead> = {
  initialState: null,
  decide: (reading) => [{ type: 'NamesRead', data: reading }],
  evolve: (state) => state,
};
