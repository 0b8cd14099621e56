import type { Account, AccountEvent } from '../domain/account';

/** An office enters somebody who has no account (D6a, W4). */
export interface RecordPerson {
  readonly type: 'record-person';
}

/** Nobody signs in; what is known of them is what the office was told. */
export function recordPerson({ registered }: Account): readonly AccountEvent[] {
  if (registered) return [];
  return [
    { type: 'PersonRegistered', data: { kind: 'citizen' } },
    { type: 'PersonRecorded', data: {} },
  ];
}
