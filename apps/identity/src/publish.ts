import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { AccountEvent } from './domain/account';
import type { SignInLinkEvent } from './domain/sign-in-link';

type StoredEvent = AccountEvent | SignInLinkEvent;
type StoredType = StoredEvent['type'];

/**
 * What the other services hear: that somebody signed in, by id, and nothing about who it is. A stored event without a
 * contract, or without its line here, does not compile.
 */
const told: {
  readonly [Type in StoredType]: (
    streamId: string,
    data: Extract<StoredEvent, { type: Type }>['data'],
  ) => ContractData<`identity.${Type}`>;
} = {
  PersonRegistered: (personId) => ({ personId }),
  SignedIn: (personId, { method, levelOfAssurance }) => ({ personId, method, levelOfAssurance }),
  SignedOut: (personId) => ({ personId }),
  SignInLinkRequested: (linkId) => ({ linkId }),
};

/** The contract event of a stored event. @throws Error for a type that this release does not store. */
export function publish(event: RecordedEvent): ContractEvent {
  const { type, streamId, data } = event;
  if (!Object.hasOwn(told, type)) throw new Error(`identity stores no event of type ${type}`);
  const tell = told[type as StoredType] as (streamId: string, data: unknown) => ContractData;
  return contractEvent(event, 'identity', tell(streamId, data));
}
