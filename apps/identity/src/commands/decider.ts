import type { Decider } from '#event-sourcing/decider';
import { accountFold, type Account, type AccountEvent } from '../domain/account';
import { signInLinkFold, type SignInLink, type SignInLinkEvent } from '../domain/sign-in-link';
import { giveConsent } from './give-consent';
import type { AccountCommand, SignInLinkCommand } from './index';
import { requestSignInLink } from './request-sign-in-link';
import { signIn } from './sign-in';
import { signOut } from './sign-out';
import { withdrawConsent } from './withdraw-consent';

export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  ...accountFold,
  decide(command, account) {
    switch (command.type) {
      case 'sign-in':
        return signIn(command, account);
      case 'sign-out':
        return signOut(command, account);
      case 'give-consent':
        return giveConsent(command, account);
      case 'withdraw-consent':
        return withdrawConsent(command, account);
    }
  },
};

export const signInLinkDecider: Decider<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  ...signInLinkFold,
  decide: requestSignInLink,
};
