import { Id, Key } from '#http';
import { command } from './command';

export class ReassignInput {
  /** Whose application it is now. */
  @Id() applicantId!: string;
  /** Which office has it now. */
  @Key() office!: string;
}

/** The application has gone over to an account (R10a), or to another office: who sees its payment changes with it. */
export const reassign = command({
  name: 'reassign',
  summary: 'Notes whose application it is now, and which office has it',
  roles: ['service'],
  input: ReassignInput,
  ownRoute: true,
  prepare: ({ input: { applicantId, office } }) => ({ applicantId, office }),

  decide: (payment, { applicantId, office }) =>
    payment.applicantId === applicantId && payment.office === office
      ? []
      : [{ type: 'PaymentReassigned', data: { applicantId, office } }],

  history: {
    PaymentReassigned: {
      says: { de: 'Zuordnung geändert', en: 'Assignment changed' },
      facts: ({ office }) => ({ office }),
      onlyForStaff: true,
    },
  },
});
