import type { Acting } from '#commands';
import type { Facts } from './facts';
import { invalidField } from './invalid-field';

/** Somebody of the staff to whom something is given. */
export interface Colleague {
  readonly assignee: string;
  /** The citizens' accounts that are taken to be their own (§ 20 VwVfG); of whoever asks they go with the question. */
  readonly assigneesAccounts?: readonly string[];
}

/**
 * The colleague with this id. What is given to somebody who does not work here would be nobody's.
 * @throws Problem `invalid-input` (`unknown-colleague`); `temporarily-unavailable`
 */
export async function colleague(
  assignee: string,
  pointer: string,
  acting: Acting,
  facts: Facts,
): Promise<Colleague> {
  if (assignee === acting.personId) return { assignee };
  if (!(await facts.isStaff(assignee))) {
    throw invalidField(
      pointer,
      'unknown-colleague',
      'Diese Person arbeitet hier nicht, oder sie hat sich noch nie angemeldet.',
      'This person does not work here, or has never signed in.',
    );
  }
  const assigneesAccounts = await facts.ownAccounts(assignee);
  return { assignee, ...(assigneesAccounts.length > 0 && { assigneesAccounts }) };
}

/** Nobody is given anything to do in a case that is their own. */
export const ofOwnCase = {
  'own-application': {
    status: 409,
    title: {
      de: 'Niemand bearbeitet einen eigenen Antrag.',
      en: 'Nobody works on an application of their own.',
    },
    detail: {
      de: 'Bitte geben Sie den Vorgang ab (§ 20 VwVfG).',
      en: 'Please hand the case on (VwVfG § 20).',
    },
  },
} as const;
