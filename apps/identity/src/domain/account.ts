import type { Decider } from '#event-sourcing/decider';

/**
 * The account of a person: when it came into being and when somebody signed in and out. Names and addresses are not part
 * of it; they stand encrypted in a table, where they can be changed and erased.
 */

/** How certain it is who signed in (Vertrauensniveau). */
export type LevelOfAssurance = 'none' | 'low' | 'substantial' | 'high';

/** Stored for decades: never rename a type or a field. */
export type AccountEvent =
  | { readonly type: 'PersonRegistered'; readonly data: { readonly kind: 'citizen' | 'staff' } }
  | {
      readonly type: 'SignedIn';
      readonly data: {
        /** Handle of the session, not its secret id. */
        readonly sessionId: string;
        /** E.g. `email-link`. */
        readonly method: string;
        readonly levelOfAssurance: LevelOfAssurance;
      };
    }
  | { readonly type: 'SignedOut'; readonly data: { readonly sessionId: string } };

export type AccountCommand =
  | {
      readonly type: 'sign-in';
      readonly kind: 'citizen' | 'staff';
      readonly sessionId: string;
      readonly method: string;
      readonly levelOfAssurance: LevelOfAssurance;
    }
  | { readonly type: 'sign-out'; readonly sessionId: string };

export interface Account {
  readonly registered: boolean;
  /** Handles of the sessions nobody signed out of; some of them may have expired. */
  readonly openSessions: readonly string[];
}

export const account: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: { registered: false, openSessions: [] },

  decide(command, { registered, openSessions }) {
    switch (command.type) {
      case 'sign-in': {
        const { kind, sessionId, method, levelOfAssurance } = command;
        if (openSessions.includes(sessionId)) return [];
        const signedIn = { type: 'SignedIn', data: { sessionId, method, levelOfAssurance } } as const;
        // An account comes into being when somebody proves for the first time that the address is theirs.
        return registered ? [signedIn] : [{ type: 'PersonRegistered', data: { kind } }, signedIn];
      }
      case 'sign-out':
        if (!openSessions.includes(command.sessionId)) return [];
        return [{ type: 'SignedOut', data: { sessionId: command.sessionId } }];
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'PersonRegistered':
        return { ...state, registered: true };
      case 'SignedIn':
        return { ...state, openSessions: [...state.openSessions, event.data.sessionId] };
      case 'SignedOut':
        return { ...state, openSessions: state.openSessions.filter((id) => id !== event.data.sessionId) };
    }
  },
};
