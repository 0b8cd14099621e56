import type { Decider } from '#event-sourcing/decider';

/**
 * A mandate: somebody lets somebody else act for them until a date (law 7). What the representative does is recorded as theirs, on
 * behalf of who gave the mandate. Stored for decades: never rename a type or a field.
 */
export type MandateEvent =
  | {
      readonly type: 'MandateGiven';
      readonly data: MandateParties & {
        /**
         * Last day, Europe/Berlin: it ends with it by itself.
         * @format date
         */
        readonly endsOn: string;
      };
    }
  /** One of the two has ended it before its date. */
  | { readonly type: 'MandateEnded'; readonly data: MandateParties };

/** Person ids. */
export interface MandateParties {
  readonly grantorId: string;
  readonly representativeId: string;
}

export type Mandate =
  | { readonly status: 'none' }
  | ({ readonly status: 'given' | 'ended'; readonly endsOn: string } & MandateParties);

/** The mandate that its events lead to. That its date has passed is no event: it is known from the first one on. */
export const mandateFold: Pick<Decider<Mandate, never, MandateEvent>, 'initialState' | 'evolve'> = {
  initialState: { status: 'none' },
  evolve(mandate, event) {
    switch (event.type) {
      case 'MandateGiven':
        return { status: 'given', ...event.data };
      case 'MandateEnded':
        if (mandate.status === 'none') throw new Error('a mandate ends that was never given');
        return { ...mandate, status: 'ended' };
    }
  },
};
