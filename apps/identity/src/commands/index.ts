import type { Decider } from '#event-sourcing/decider';
import { accountFold, type Account, type AccountEvent } from '../domain/account';
import { signInLinkFold, type SignInLink, type SignInLinkEvent } from '../domain/sign-in-link';
import { requestSignInLink, type RequestSignInLink } from './request-sign-in-link';
import { signIn, type SignIn } from './sign-in';
import { signOut, type SignOut } from './sign-out';

/** Everything that can happen to an account. */
export type AccountCommand = SignIn | SignOut;

export const account: Decider<Account, AccountCommand, AccountEvent> = {
  ...accountFold,
  decide(command, state) {
    switch (command.type) {
      case 'sign-in':
        return signIn(command, state);
      case 'sign-out':
        return signOut(command, state);
    }
  },
};

export const signInLink: Decider<SignInLink, RequestSignInLink, SignInLinkEvent> = {
  ...signInLinkFold,
  decide: requestSignInLink,
};
