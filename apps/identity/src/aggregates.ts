import type { Aggregate } from '#event-sourcing';
import { account, type Account, type AccountCommand, type AccountEvent } from './domain/account';
import {
  signInLink,
  type SignInLink,
  type SignInLinkCommand,
  type SignInLinkEvent,
} from './domain/sign-in-link';

/** One stream per person; its id is the person's. */
export const accountAggregate: Aggregate<Account, AccountCommand, AccountEvent> = {
  streamType: 'account',
  decider: account,
  readModels: [],
};

/** One stream per sign-in link; its id is the link's. */
export const signInLinkAggregate: Aggregate<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  streamType: 'sign-in-link',
  decider: signInLink,
  readModels: [],
};
