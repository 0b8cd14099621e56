/** What is still to be done in a case beside deciding it, as its office has noted it. */
import type { Ciphertext } from './ciphertext';
import type { RecipientKind } from './document';

/**
 * `advice` asks a colleague for a statement that is part of the file, as a second opinion; `external-advice` asks somebody outside,
 * and the office enters what they answer.
 */
export const taskKinds = ['task', 'advice', 'external-advice'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Something that a colleague is to do in a case, and has not done yet. */
export interface OpenTask {
  /** Version of the entry by which it was set: its name within the case. */
  readonly entry: number;
  readonly kind: TaskKind;
  /** Person id; of advice from outside, who has asked for it. */
  readonly assignedTo: string;
  /** Person id. */
  readonly setBy: string;
  /**
   * Calendar date in Europe/Berlin.
   * @format date
   */
  readonly dueOn?: string;
  /** Of advice from outside: what kind of place was asked. */
  readonly recipientKind?: RecipientKind;
  /** Of advice from outside: who was asked what, sealed. */
  readonly question?: Ciphertext;
  /** Of advice from outside: its day is past, so it is somebody's here to ask again. */
  readonly isOverdue?: boolean;
}

/**
 * Who of the office has something to do for an open task; for advice from outside nobody before its day is past.
 * @param caseOf who has the case
 */
export function holderOf(
  { kind, assignedTo, isOverdue }: OpenTask,
  { assignedTo: caseOf }: { readonly assignedTo?: string },
): string | undefined {
  if (kind !== 'external-advice') return assignedTo;
  return isOverdue === true ? (caseOf ?? assignedTo) : undefined;
}

/** When the office looks at a case again (Wiedervorlage). */
export interface Resubmission {
  /**
   * Calendar date in Europe/Berlin.
   * @format date
   */
  readonly on: string;
  /** The day has come. */
  readonly isDue: boolean;
}
