import { FreeText } from '#http';
import { isFiled } from '../domain/application';
import { command, decided, isTheirs, staff, type Circumstances } from './command';
import { shortText } from './lengths';

export class ReleaseInput {
  @FreeText(shortText, {
    description: 'Internal; the applicant does not see it.',
    example: 'Frau Yılmaz ist bis Monatsende krank.',
  })
  reason!: string;
}

/**
 * Takes a case from whoever has it, so that somebody else can: a caseworker gives up their own and those of
 * whom they stand in for, a head of office anybody's.
 */
export const release = command({
  name: 'release',
  summary: 'Gives the case up, or (head of office) takes it from somebody',
  roles: staff,
  transitions: [
    { from: ['in-processing', 'action-required', ...decided, 'notice-available'], to: ['unchanged'] },
  ],
  input: ReleaseInput,

  prepare: async ({ input: { reason: text }, facts }) => ({
    reason: (await facts.contents()).seal('reason', { text }),
  }),

  isOffered: ({ assignedTo }, by) => assignedTo !== undefined && mayRelease(assignedTo, by),
  isSoAlready: (application) =>
    isFiled(application) && application.assignedTo === undefined && application.status !== 'closed',

  decide({ assignedTo }, { reason, by }, refuse) {
    if (assignedTo === undefined) return [];
    if (!mayRelease(assignedTo, by)) throw refuse('releases-only-own');
    return [{ type: 'CaseReleased', data: { releasedFrom: assignedTo, reason } }];
  },

  refusals: {
    'releases-only-own': {
      status: 409,
      title: {
        de: 'Einen Vorgang, den jemand anders hat, gibt nur die Amtsleitung frei.',
        en: 'Only the head of office releases a case that somebody else has.',
      },
    },
  },

  history: {
    CaseReleased: {
      says: { de: 'Vorgang freigegeben', en: 'Case released' },
      facts: ({ releasedFrom }) => ({ releasedFrom }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      // Who inside the office has which case is the office's own matter.
      onlyForStaff: true,
    },
  },
});

const mayRelease = (assignedTo: string, by: Circumstances['by']): boolean =>
  by.role === 'head-of-office' || isTheirs(assignedTo, by);
