import type { Thread } from './thread';

/** Who wants to read or write. */
export interface Viewer {
  readonly personId: string;
  readonly role: 'citizen' | 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'service';
  /** The person on whose behalf somebody else is there. */
  readonly actingFor?: string;
  /** Offices that somebody of the staff works for; empty for everybody else. */
  readonly offices: readonly string[];
}

/**
 * Whether a thread exists for somebody: only the citizen (or who acts for them, law 7) and the responsible office reach it
 * (D9, W1, H2). The application service opens it.
 */
export function isVisibleTo({ role, personId, actingFor, offices }: Viewer, thread: Thread): boolean {
  if (role === 'service') return true;
  if (thread.status === 'none') return false;
  switch (role) {
    case 'citizen':
      return thread.applicantId === (actingFor ?? personId);
    case 'caseworker':
    case 'head-of-office':
      return thread.filed && offices.includes(thread.office);
    case 'treasury':
    case 'auditor':
      return false;
  }
}
