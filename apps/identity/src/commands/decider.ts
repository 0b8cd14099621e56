import type { Decider } from '#event-sourcing/decider';
import { accountFold, type Account, type AccountEvent } from '../domain/account';
import { addressLinkFold, type AddressLink, type AddressLinkEvent } from '../domain/address-link';
import { signInAttemptFold, type SignInAttempt, type SignInAttemptEvent } from '../domain/sign-in-attempt';
import { signInLinkFold, type SignInLink, type SignInLinkEvent } from '../domain/sign-in-link';
import { accountLinkFold, type AccountLink, type AccountLinkEvent } from '../domain/account-link';
import { accountLink } from './account-link';
import { actFor } from './act-for';
import { claimGuest } from './claim-guest';
import { endGuest } from './end-guest';
import { agreeToHandOver } from './agree-to-hand-over';
import { changePassword } from './change-password';
import { confirmContactAddress } from './confirm-contact-address';
import { erase } from './erase';
import { giveConsent } from './give-consent';
import type {
  AccountCommand,
  AccountLinkCommand,
  AddressLinkCommand,
  SignInAttemptCommand,
  SignInLinkCommand,
} from './index';
import { requestAddressLink } from './request-address-link';
import { moveAway, moveHere } from './move';
import { requestSignInLink } from './request-sign-in-link';
import { recordPerson } from './record-person';
import { recordRefusal } from './record-refusal';
import { signIn } from './sign-in';
import { signOut } from './sign-out';
import { stepUp } from './step-up';
import { withdrawConsent } from './withdraw-consent';

export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  ...accountFold,
  decide(command, account) {
    if (account.ended) return [];
    switch (command.type) {
      case 'sign-in':
        return signIn(command, account);
      case 'step-up':
        return stepUp(command, account);
      case 'sign-out':
        return signOut(command, account);
      case 'change-password':
        return changePassword(command, account);
      case 'give-consent':
        return giveConsent(command, account);
      case 'withdraw-consent':
        return withdrawConsent(command, account);
      case 'act-for':
        return actFor(command, account);
      case 'claim-guest':
        return claimGuest(command, account);
      case 'record-person':
        return recordPerson(account);
      case 'end-guest':
        return endGuest(account);
      case 'confirm-contact-address':
        return confirmContactAddress();
      case 'move-here':
        return moveHere(command, account);
      case 'move-away':
        return moveAway(command);
      case 'agree-to-hand-over':
        return agreeToHandOver(command);
      case 'erase':
        return erase(command, account);
    }
  },
};

export const signInLinkDecider: Decider<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  ...signInLinkFold,
  decide: requestSignInLink,
};

export const addressLinkDecider: Decider<AddressLink, AddressLinkCommand, AddressLinkEvent> = {
  ...addressLinkFold,
  decide: requestAddressLink,
};

export const signInAttemptDecider: Decider<SignInAttempt, SignInAttemptCommand, SignInAttemptEvent> = {
  ...signInAttemptFold,
  decide: recordRefusal,
};

export const accountLinkDecider: Decider<AccountLink, AccountLinkCommand, AccountLinkEvent> = {
  ...accountLinkFold,
  decide: accountLink,
};
