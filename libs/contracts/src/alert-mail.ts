/** What somebody of the staff can be told of; a stored name, never changed. */
export type ToldKind =
  | 'assigned'
  | 'taken'
  | 'task'
  | 'document'
  | 'answer'
  | 'date'
  | 'resubmission'
  | 'approval'
  | 'approved'
  | 'sent-back';

/** What the application service has the notification service tell somebody of the staff: kinds, and nothing of any case. */
export interface AlertMail {
  /** The same for what is told again. */
  readonly mailId: string;
  readonly personId: string;
  /** At least one. */
  readonly kinds: readonly ToldKind[];
}
