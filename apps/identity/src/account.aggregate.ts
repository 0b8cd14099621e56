import type { Aggregate } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type {
  AccountCommand,
  AccountLinkCommand,
  AddressLinkCommand,
  SignInAttemptCommand,
  SignInLinkCommand,
} from './commands';
import { decideUponMandate, type EndMandate, type GiveMandate } from './commands/mandate';
import { mandateFold, type Mandate, type MandateEvent } from './domain/mandate';
import { accountLinkEnds, guestEnd } from './at-its-time';
import {
  accountDecider,
  accountLinkDecider,
  addressLinkDecider,
  signInAttemptDecider,
  signInLinkDecider,
} from './commands/decider';
import type { AccountLink, AccountLinkEvent } from './domain/account-link';
import type { Account, AccountEvent } from './domain/account';
import type { AddressLink, AddressLinkEvent } from './domain/address-link';
import type { SignInAttempt, SignInAttemptEvent } from './domain/sign-in-attempt';
import { nameReadingDecider, type NamesRead } from './domain/name-reading';
import type { SignInLink, SignInLinkEvent } from './domain/sign-in-link';

/** One stream per person; its id is the person's. */
export const accountAggregate: Aggregate<Account, AccountCommand, AccountEvent> = {
  streamType: 'account',
  decider: accountDecider,
  readModels: [],
  due: [guestEnd],
};

/** One stream per sign-in link; its id is the link's. */
export const signInLinkAggregate: Aggregate<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  streamType: 'sign-in-link',
  decider: signInLinkDecider,
  readModels: [],
};

/** One stream per link to the address of an account here; its id is the link's. */
export const accountLinkAggregate: Aggregate<AccountLink, AccountLinkCommand, AccountLinkEvent> = {
  streamType: 'account-link',
  decider: accountLinkDecider,
  readModels: [],
  due: [accountLinkEnds],
};

/** One stream per link to an address of an account; its id is the link's. */
export const addressLinkAggregate: Aggregate<AddressLink, AddressLinkCommand, AddressLinkEvent> = {
  streamType: 'address-link',
  decider: addressLinkDecider,
  readModels: [],
};

/** One stream per attempt to sign in at a provider that was refused; its id is the attempt's. */
export const signInAttemptAggregate: Aggregate<SignInAttempt, SignInAttemptCommand, SignInAttemptEvent> = {
  streamType: 'sign-in-attempt',
  decider: signInAttemptDecider,
  readModels: [],
};

/** One stream per mandate; its id is the mandate's. */
export const mandateAggregate: Aggregate<Mandate, GiveMandate | EndMandate, MandateEvent> = {
  streamType: 'mandate',
  decider: { ...mandateFold, decide: decideUponMandate },
  readModels: [],
};

/** One stream per member of the staff who is told names; its id is made of theirs. */
export const nameReadingAggregate: Aggregate<null, NamesRead['data'], NamesRead> = {
  streamType: 'name-reading',
  decider: nameReadingDecider,
  stateless: true,
  readModels: [],
};

/** What the verifier folds anew. */
export const foldings: readonly Folding[] = [
  folding(mandateAggregate),
  folding(accountAggregate),
  folding(signInLinkAggregate),
  folding(addressLinkAggregate),
  folding(signInAttemptAggregate),
  folding(accountLinkAggregate),
  folding(nameReadingAggregate),
];
