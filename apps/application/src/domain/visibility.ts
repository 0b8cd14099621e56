import { isFiled, type Application, type BegunApplication } from './application';

/** Who wants to see or change something. */
export interface Viewer {
  readonly personId: string;
  readonly role: 'citizen' | 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'service';
  /** The person on whose behalf somebody else is there. */
  readonly actingFor?: string;
  /** Offices that a caseworker or head of office works for; empty for everybody else. */
  readonly offices: readonly string[];
}

/**
 * Whether an application exists for somebody at all: a person's own ones and, for whoever acts for somebody, that person's
 * (law 7); an office's filed ones; every filed one for an auditor (D9). Whoever may not see it gets the same answer as for an
 * application that does not exist.
 */
export function isVisibleTo(viewer: Viewer, application: Application): application is BegunApplication {
  if (application.status === 'none') return false;
  switch (viewer.role) {
    case 'citizen':
      return application.applicantId === (viewer.actingFor ?? viewer.personId);
    case 'caseworker':
    case 'head-of-office':
      return isFiled(application) && viewer.offices.includes(application.office);
    case 'auditor':
      return isFiled(application);
    case 'treasury':
      return false;
    case 'service':
      return true;
  }
}

/** Whose case it is, and who acts for them; person ids. */
interface Parties {
  readonly applicantId: string;
  readonly representativeId?: string | undefined;
}

/** Whether a person is a party to a case, by any of their accounts: then they do not work on it (§ 20 VwVfG, law 7). */
export function isParty({ applicantId, representativeId }: Parties, accounts: readonly string[]): boolean {
  return accounts.some((account) => account === applicantId || account === representativeId);
}
