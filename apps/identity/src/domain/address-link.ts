import type { Decider } from '#event-sourcing/decider';

/**
 * What a link that goes to an address of an account is for: `contact` confirms the address, `move` proves the account that moves
 * (W11), and `in-use` opens nothing: it tells whoever reads the address that another account has it (W5). Stored.
 */
export const addressLinkPurposes = ['contact', 'in-use', 'move'] as const;
export type AddressLinkPurpose = (typeof addressLinkPurposes)[number];

/** A link that somebody had sent out of their session; the notification service sends it when it hears of it. */
export interface AddressLinkEvent {
  /** Which address it goes to stands nowhere in the log. */
  readonly type: 'ContactAddressGiven' | 'AddressFoundInUse' | 'MoveProofRequested';
  /** Whose account asked. */
  readonly data: { readonly personId: string };
}

/** What is recorded of a link, by its purpose. */
export const addressLinkEventOf = {
  contact: 'ContactAddressGiven',
  'in-use': 'AddressFoundInUse',
  move: 'MoveProofRequested',
} as const satisfies Record<AddressLinkPurpose, AddressLinkEvent['type']>;

/** How long a link is valid, in seconds: a mail may take its time, and who opens it has to be signed in. */
export const addressLinkSeconds = 60 * 60;

export interface AddressLink {
  readonly requested: boolean;
}

/** The link that its event leads to. */
export const addressLinkFold: Pick<
  Decider<AddressLink, never, AddressLinkEvent>,
  'initialState' | 'evolve'
> = {
  initialState: { requested: false },
  evolve: () => ({ requested: true }),
};
