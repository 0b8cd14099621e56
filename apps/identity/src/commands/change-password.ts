import type { Account, AccountEvent } from '../domain/account';
import { signOut } from './sign-out';

/** Somebody set another password, in a session or with a link. What it is stands nowhere in the history. */
export interface ChangePassword {
  readonly type: 'change-password';
  /** Handles of the sessions that end with the former one. */
  readonly sessionIds: readonly string[];
  /** Handle of the session in which it is done. */
  readonly doneIn?: string | undefined;
}

export function changePassword(
  { sessionIds, doneIn }: ChangePassword,
  account: Account,
): readonly AccountEvent[] {
  const ended = signOut({ type: 'sign-out', sessionIds, doneIn }, account);
  return [{ type: 'PasswordChanged', data: {} }, ...ended];
}
