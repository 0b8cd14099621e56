import type { Decider } from '#event-sourcing/decider';
import type { LevelOfAssurance, Means, SignInMethod } from './means';

/**
 * The account of a person: when it came into being and when somebody signed in and out. Names and addresses are not part
 * of it; they stand encrypted in a table, where they can be changed and erased.
 */

/** Whose account it is: somebody with applications, or somebody who works on them. */
export type PersonKind = 'citizen' | 'staff';

/** In which roles somebody who signed in may act. */
export type Role = 'citizen' | 'caseworker' | 'head-of-office' | 'auditor' | 'operator';

/** What a person can consent to, each for itself. Stored: never rename one. */
export const purposes = ['electronic-notices'] as const;
export type Purpose = (typeof purposes)[number];

/** Stored for decades: never rename a type or a field. */
export type AccountEvent =
  | { readonly type: 'PersonRegistered'; readonly data: { readonly kind: PersonKind } }
  | {
      readonly type: 'SignedIn';
      readonly data: {
        /** Handle of the session, not its secret id. */
        readonly sessionId: string;
        readonly method: SignInMethod;
        /** What was used there; former events do not say. */
        readonly means?: Means;
        readonly levelOfAssurance: LevelOfAssurance;
      };
    }
  | {
      /** In a session that runs somebody proved anew, and more strongly or for one declaration, who they are (D17 R14 W2). */
      readonly type: 'SteppedUp';
      readonly data: {
        readonly sessionId: string;
        readonly method: SignInMethod;
        readonly means?: Means;
        readonly levelOfAssurance: LevelOfAssurance;
      };
    }
  | {
      /** The account is from now on also found by this way in. */
      readonly type: 'WayInAdded';
      readonly data: { readonly method: SignInMethod };
    }
  | {
      /** Somebody proved who they are for one declaration, named by its hash (§ 3a(3) VwVfG; W2 W3). */
      readonly type: 'DeclarationProven';
      readonly data: {
        readonly proofId: string;
        readonly applicationId: string;
        /** SHA-256, hexadecimal, of what was declared. */
        readonly declarationHash: string;
        readonly method: SignInMethod;
        readonly means?: Means;
        readonly levelOfAssurance: LevelOfAssurance;
      };
    }
  | {
      readonly type: 'SignedOut';
      readonly data: {
        readonly sessionId: string;
        /** Handle of the session in which it was ended, where that was another one. */
        readonly endedIn?: string;
      };
    }
  | {
      /** Of an account with a password of its own (W6a); the person is told. */
      readonly type: 'PasswordChanged';
      readonly data: Readonly<Record<string, never>>;
    }
  | {
      readonly type: 'ConsentGiven';
      /** UTC, ISO 8601 with microseconds. */
      readonly data: { readonly purpose: Purpose; readonly givenAt: string };
    }
  | {
      /** For the future: what was announced under the consent stays announced (law 1). */
      readonly type: 'ConsentWithdrawn';
      readonly data: { readonly purpose: Purpose; readonly withdrawnAt: string };
    };

export interface Account {
  readonly registered: boolean;
  /** Handles of the sessions nobody signed out of; some of them may have expired. */
  readonly openSessions: readonly string[];
  /** Counts how often a session began or was ended: the ETag of their list. */
  readonly sessionChanges: number;
  /** Since when each consent that stands was given, UTC, ISO 8601. */
  readonly consents: Readonly<Partial<Record<Purpose, string>>>;
  /** Counts the changes of the consents: their ETag. */
  readonly consentChanges: number;
}

/** The account that its events lead to. */
export const accountFold: Pick<Decider<Account, never, AccountEvent>, 'initialState' | 'evolve'> = {
  initialState: { registered: false, openSessions: [], sessionChanges: 0, consents: {}, consentChanges: 0 },

  evolve(state, event) {
    switch (event.type) {
      case 'PersonRegistered':
        return { ...state, registered: true };
      case 'SignedIn':
        return withSessions(state, [...state.openSessions, event.data.sessionId]);
      // What was proven stands with the session and in the history; the account itself is none other.
      case 'SteppedUp':
      case 'WayInAdded':
      case 'DeclarationProven':
      case 'PasswordChanged':
        return state;
      case 'SignedOut':
        return withSessions(
          state,
          state.openSessions.filter((id) => id !== event.data.sessionId),
        );
      case 'ConsentGiven': {
        const { purpose, givenAt } = event.data;
        const consents = { ...state.consents, [purpose]: givenAt };
        return { ...state, consents, consentChanges: state.consentChanges + 1 };
      }
      case 'ConsentWithdrawn': {
        const { [event.data.purpose]: _, ...consents } = state.consents;
        return { ...state, consents, consentChanges: state.consentChanges + 1 };
      }
    }
  },
};

function withSessions(account: Account, openSessions: readonly string[]): Account {
  return { ...account, openSessions, sessionChanges: account.sessionChanges + 1 };
}
