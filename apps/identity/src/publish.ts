import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { AccountEvent } from './domain/account';
import type { AccountLinkEvent } from './domain/account-link';
import type { AddressLinkEvent } from './domain/address-link';
import type { SignInAttemptEvent } from './domain/sign-in-attempt';
import type { MandateEvent } from './domain/mandate';
import type { NamesRead } from './domain/name-reading';
import type { SignInLinkEvent } from './domain/sign-in-link';

type Stored =
  | AccountEvent
  | SignInLinkEvent
  | AddressLinkEvent
  | AccountLinkEvent
  | SignInAttemptEvent
  | MandateEvent
  | NamesRead;

/** What the other services hear: that somebody signed in, by id, and nothing about who it is. */
export function publish(recorded: RecordedEvent): ContractEvent {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as Stored;
  return contractEvent<`identity.${Stored['type']}`>(recorded, 'identity', dataOf(event, recorded.streamId));
}

function dataOf(event: Stored, streamId: string): ContractData<`identity.${Stored['type']}`> {
  switch (event.type) {
    case 'PersonRegistered':
    case 'PersonRecorded':
    case 'PasswordChanged':
    case 'SignedOut':
    case 'ContactAddressConfirmed':
    case 'PersonErased':
      return { personId: streamId };
    case 'SignedIn':
    case 'SteppedUp': {
      const { method, levelOfAssurance } = event.data;
      return { personId: streamId, method, levelOfAssurance };
    }
    case 'MovedFrom': {
      const { personId, method, provenBy } = event.data;
      return { personId: streamId, from: personId, method, provenBy };
    }
    case 'HandOverAgreed':
    case 'HandOverWithdrawn':
      return { personId: streamId, clientId: event.data.clientId };
    case 'MovedInto':
      return { personId: streamId, into: event.data.personId };
    case 'WayInAdded':
      return { personId: streamId, method: event.data.method };
    case 'DeclarationProven': {
      const { proofId, applicationId, declarationHash, method, levelOfAssurance } = event.data;
      return { personId: streamId, proofId, applicationId, declarationHash, method, levelOfAssurance };
    }
    case 'ConsentGiven':
    case 'ConsentWithdrawn':
      return { personId: streamId, purpose: event.data.purpose };
    case 'ActingBegan':
    case 'ActingEnded':
      return { personId: streamId, mandateId: event.data.mandateId };
    case 'GuestClaimed':
      return { personId: streamId, claimedBy: event.data.claimedBy };
    case 'NamesRead':
      return event.data;
    case 'MandateGiven':
    case 'MandateEnded':
      return { mandateId: streamId, ...event.data };
    case 'GuestEnded':
      return { personId: streamId };
    case 'SignInLinkRequested':
    case 'RegistrationRequested':
    case 'KnownAddressRegistered':
    case 'PasswordLinkRequested':
    case 'UnknownAddressNamed':
    case 'AccountLinkEnded':
    case 'GuestLinkRequested':
      return { linkId: streamId };
    case 'ContactAddressGiven':
    case 'AddressFoundInUse':
    case 'MoveProofRequested':
      return { linkId: streamId, personId: event.data.personId };
    case 'SignInRefused':
      return { attemptId: streamId, ...event.data };
  }
}
