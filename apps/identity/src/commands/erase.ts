import type { Account, AccountEvent } from '../domain/account';

/** Somebody has their data erased (law 12, Art. 17 GDPR). */
export interface Erase {
  readonly type: 'erase';
}

/** Whoever never was here has nothing to be erased. */
export function erase(_command: Erase, { registered }: Account): readonly AccountEvent[] {
  return registered ? [{ type: 'PersonErased', data: {} }] : [];
}
