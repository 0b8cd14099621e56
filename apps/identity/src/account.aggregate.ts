import type { Aggregate } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type { AccountCommand, SignInLinkCommand } from './commands';
import { accountDecider, signInLinkDecider } from './commands/decider';
import type { Account, AccountEvent } from './domain/account';
import type { SignInLink, SignInLinkEvent } from './domain/sign-in-link';

/** One stream per person; its id is the person's. */
export const accountAggregate: Aggregate<Account, AccountCommand, AccountEvent> = {
  streamType: 'account',
  decider: accountDecider,
  readModels: [],
};

/** One stream per sign-in link; its id is the link's. */
export const signInLinkAggregate: Aggregate<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  streamType: 'sign-in-link',
  decider: signInLinkDecider,
  readModels: [],
};

/** What the verifier folds anew. */
export const foldings: readonly Folding[] = [folding(accountAggregate), folding(signInLinkAggregate)];
