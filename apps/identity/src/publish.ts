import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { AccountEvent } from './domain/account';
import type { SignInLinkEvent } from './domain/sign-in-link';

/** What the other services hear: that somebody signed in, by id, and nothing about who it is. */
export function publish(event: RecordedEvent): ContractEvent {
  return contractEvent(event, 'identity', dataOf(event as RecordedEvent<AccountEvent | SignInLinkEvent>));
}

function dataOf(event: RecordedEvent<AccountEvent | SignInLinkEvent>): ContractData {
  const { type, streamId } = event;
  switch (type) {
    case 'PersonRegistered':
    case 'SignedOut':
      return { personId: streamId };
    case 'SignedIn': {
      const { method, levelOfAssurance } = event.data as Extract<AccountEvent, { type: 'SignedIn' }>['data'];
      return { personId: streamId, method, levelOfAssurance };
    }
    case 'SignInLinkRequested':
      return { linkId: streamId };
  }
}
