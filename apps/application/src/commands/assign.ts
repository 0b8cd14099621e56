import { FreeText, Id } from '#http';
import { isFiled } from '../domain/application';
import { isParty } from '../domain/visibility';
import { colleague, ofOwnCase } from './colleague';
import { command, decided, staff } from './command';
import { shortText } from './lengths';

export class AssignInput {
  @Id({
    description: 'Person id; the one who asks when omitted. Only a head of office assigns to others.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    optional: true,
  })
  assignee?: string;

  @FreeText(shortText, {
    description: 'Internal; the applicant does not see it.',
    example: 'Vertretung bis Monatsende.',
    optional: true,
  })
  reason?: string;
}

/** Gives a case to somebody: a caseworker takes it, a head of office also hands it to others. */
export const assign = command({
  name: 'assign',
  summary: 'Takes the case, or (head of office) hands it to somebody',
  roles: staff,
  transitions: [
    { from: ['filed'], to: ['in-processing'] },
    { from: ['in-processing', 'action-required', ...decided, 'notice-available'], to: ['unchanged'] },
  ],
  input: AssignInput,

  async prepare({ input: { assignee, reason: text }, acting, facts }) {
    const given = await colleague(assignee ?? acting.personId, '/assignee', acting, facts);
    const reason = text === undefined ? undefined : (await facts.contents()).seal('reason', { text });
    return { ...given, ...(reason !== undefined && { reason }) };
  },

  isSoAlready: (application, { assignee }) =>
    isFiled(application) && application.assignedTo === assignee && application.status !== 'closed',

  decide(application, { assignee, assigneesAccounts = [], reason, by }, refuse) {
    // Nor is a case given to whoever is a party to it (§ 20 VwVfG, law 7).
    if (isParty(application, [assignee, ...assigneesAccounts]))
      throw refuse('own-application', { allowed: [] });
    if (assignee !== by.personId && by.role !== 'head-of-office') throw refuse('assigns-only-to-self');
    const why = reason !== undefined && { reason };
    return [{ type: 'CaseAssigned', data: { assignedTo: assignee, ...why } }];
  },

  refusals: {
    ...ofOwnCase,
    'assigns-only-to-self': {
      status: 409,
      title: {
        de: 'Andere Personen weist nur die Amtsleitung zu.',
        en: 'Only the head of office assigns cases to others.',
      },
    },
  },

  history: {
    CaseAssigned: {
      says: { de: 'Vorgang zugewiesen', en: 'Case assigned' },
      facts: ({ assignedTo }) => ({ assignedTo }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      // Who inside the office has which case is the office's own matter.
      onlyForStaff: true,
    },
  },
});
