import type { Decider } from '#event-sourcing/decider';
import type { LevelOfAssurance, Means, SignInMethod } from './means';

/**
 * The account of a person: when it came into being and when somebody signed in and out. Names and addresses are not part
 * of it; they stand encrypted in a table, where they can be changed and erased.
 */

/** Whose account it is: somebody with applications, or somebody who works on them. */
export type PersonKind = 'citizen' | 'staff';

/** In which roles somebody who signed in may act. */
export type Role = 'citizen' | 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'operator';

/** What a person can consent to, each for itself. Stored: never rename one. */
export const purposes = ['electronic-notices'] as const;
export type Purpose = (typeof purposes)[number];

/** A session that goes on under a new handle. */
interface ChangedSession {
  readonly sessionId: string;
  readonly formerSessionId: string;
}

/** Stored for decades: never rename a type or a field. */
export type AccountEvent =
  | { readonly type: 'PersonRegistered'; readonly data: { readonly kind: PersonKind } }
  | {
      /** An office has entered somebody without an account, who came by post, phone, mail or in person: a guest whom no browser knows. */
      readonly type: 'PersonRecorded';
      readonly data: Readonly<Record<string, never>>;
    }
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
      /** From now on the session acts for another person (law 7). It goes on under a new handle: nothing of the former one goes with it. */
      readonly type: 'ActingBegan';
      readonly data: ChangedSession & { readonly mandateId: string; readonly actingFor: string };
    }
  | {
      /** From now on the session acts for nobody else. */
      readonly type: 'ActingEnded';
      readonly data: ChangedSession & { readonly mandateId: string };
    }
  | {
      /** What this guest filed belongs to somebody's account from now on; nobody comes back as this guest (R10a). */
      readonly type: 'GuestClaimed';
      readonly data: { readonly claimedBy: string };
    }
  /** Nothing is left that this guest filed: what was known of them is erased. */
  | { readonly type: 'GuestEnded'; readonly data: Readonly<Record<string, never>> }
  | {
      /** Whoever comes by this way in comes to this account from now on, and no longer to the one that they had it with (W11). */
      readonly type: 'MovedFrom';
      readonly data: {
        /** The account that ended with it. */
        readonly personId: string;
        readonly method: SignInMethod;
        /** By what the person proved that this account is theirs, too. */
        readonly provenBy: SignInMethod;
        /** Handle of the session that goes on in this account. */
        readonly sessionId: string;
      };
    }
  | {
      /** The account ended: its person goes on with another one. */
      readonly type: 'MovedInto';
      readonly data: { readonly personId: string };
    }
  | {
      /** The person wished it: key, profile and ways in are gone (law 12). Cases are kept as long as the law wants. */
      readonly type: 'PersonErased';
      readonly data: Readonly<Record<string, never>>;
    }
  | {
      /** Mail goes from now on to an address that the person has proven to read. Which one stands in the profile alone. */
      readonly type: 'ContactAddressConfirmed';
      readonly data: Readonly<Record<string, never>>;
    }
  | {
      /** Somebody agreed that data goes to another portal, once or until they take it back (R16 W13). The values stand nowhere here. */
      readonly type: 'HandOverAgreed';
      readonly data: {
        readonly clientId: string;
        readonly attributes: readonly string[];
        readonly remembered: boolean;
        /** UTC, ISO 8601 with microseconds. */
        readonly agreedAt: string;
      };
    }
  | {
      /** For the future: what the other portal has, it has. */
      readonly type: 'HandOverWithdrawn';
      readonly data: { readonly clientId: string };
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

/** A remembered consent to pass data on. */
export interface AgreedHandOver {
  readonly attributes: readonly string[];
  /** UTC, ISO 8601. */
  readonly since: string;
}

export interface Account {
  readonly registered: boolean;
  /** Somebody without an account (R10a), and whether they may still come back. */
  readonly guest?: 'open' | 'claimed' | 'ended';
  /** The person was erased or goes on with another account; nothing happens to it any more. */
  readonly ended: boolean;
  /** Handles of the sessions nobody signed out of; some of them may have expired. */
  readonly openSessions: readonly string[];
  /** Counts how often a session began or was ended: the ETag of their list. */
  readonly sessionChanges: number;
  /** Since when each consent that stands was given, UTC, ISO 8601. */
  readonly consents: Readonly<Partial<Record<Purpose, string>>>;
  /** What may go to other portals without being asked again, by the portal's id. */
  readonly handOvers: Readonly<Record<string, AgreedHandOver>>;
  /** Counts the changes of the consents: their ETag. */
  readonly consentChanges: number;
}

/** The account that its events lead to. */
export const accountFold: Pick<Decider<Account, never, AccountEvent>, 'initialState' | 'evolve'> = {
  initialState: {
    ...{ registered: false, ended: false, openSessions: [], sessionChanges: 0 },
    ...{ consents: {}, handOvers: {}, consentChanges: 0 },
  },

  evolve(state, event) {
    switch (event.type) {
      case 'PersonRegistered':
        return { ...state, registered: true };
      // As long as something is left that was entered for them, as with every guest.
      case 'PersonRecorded':
        return { ...state, guest: 'open' };
      case 'SignedIn': {
        const { sessionId, method } = event.data;
        const after = withSessions(state, [...state.openSessions, sessionId]);
        return method === 'guest' ? { ...after, guest: 'open' } : after;
      }
      // What was proven stands with the session and in the history; the account itself is none other.
      case 'SteppedUp':
      case 'WayInAdded':
      case 'DeclarationProven':
      case 'PasswordChanged':
      case 'ContactAddressConfirmed':
        return state;
      case 'MovedFrom':
        return withSessions(state, [...state.openSessions, event.data.sessionId]);
      case 'MovedInto':
      case 'PersonErased':
        return { ...withSessions(state, []), ended: true, consents: {}, handOvers: {} };
      case 'SignedOut':
        return withSessions(
          state,
          state.openSessions.filter((id) => id !== event.data.sessionId),
        );
      case 'ActingBegan':
      case 'ActingEnded': {
        const { sessionId, formerSessionId } = event.data;
        const others = state.openSessions.filter((id) => id !== formerSessionId);
        return withSessions(state, [...others, sessionId]);
      }
      case 'GuestClaimed':
        return { ...withSessions(state, []), guest: 'claimed' };
      case 'GuestEnded':
        return { ...withSessions(state, []), guest: 'ended' };
      case 'HandOverAgreed': {
        const { clientId, attributes, remembered, agreedAt: since } = event.data;
        const { [clientId]: _, ...others } = state.handOvers;
        const handOvers = remembered ? { ...others, [clientId]: { attributes, since } } : others;
        return { ...state, handOvers, consentChanges: state.consentChanges + 1 };
      }
      case 'HandOverWithdrawn': {
        const { [event.data.clientId]: _, ...handOvers } = state.handOvers;
        return { ...state, handOvers, consentChanges: state.consentChanges + 1 };
      }
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
