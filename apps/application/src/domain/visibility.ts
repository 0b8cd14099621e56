import type { ActingRole } from './commands';
import { isFiled, type Application, type BegunApplication } from './state';

/** Who wants to see or change something. */
export interface Viewer {
  readonly personId: string;
  readonly role: ActingRole | 'auditor';
  /** Offices that a caseworker or head of office works for; empty for everybody else. */
  readonly offices: readonly string[];
}

/**
 * Whether an application exists for somebody at all: a person's own ones, an office's filed ones, every filed one for an
 * auditor (D9). Whoever may not see it gets the same answer as for an application that does not exist.
 */
export function isVisibleTo(viewer: Viewer, application: Application): application is BegunApplication {
  if (application.status === 'none') return false;
  switch (viewer.role) {
    case 'citizen':
      return [application.applicantId, application.representativeId].includes(viewer.personId);
    case 'caseworker':
    case 'head-of-office':
      return isFiled(application) && viewer.offices.includes(application.office);
    case 'auditor':
      return isFiled(application);
    case 'service':
      return true;
  }
}
