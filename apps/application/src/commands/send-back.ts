import { FreeText, Ordinal } from '#http';
import { command, staff } from './command';
import { unknownProposal, waiting } from './decision';
import { shortText } from './lengths';

export class SendBackInput {
  @Ordinal({ description: 'Version of the entry by which it was proposed.', example: 9 })
  entry!: number;

  @FreeText(shortText, {
    description: 'Internal; the applicant does not see it.',
    example: 'Die Auflage zum Gehweg fehlt.',
  })
  reason!: string;
}

/** Sends a proposed decision back to who proposed it, with the reason; who proposed it takes it back. */
export const sendBack = command({
  name: 'send-back',
  summary: 'Sends the proposed decision back with a reason, or takes the own one back',
  roles: staff,
  transitions: [{ from: ['in-processing', 'action-required'], to: ['unchanged'] }],
  input: SendBackInput,

  prepare: async ({ input: { entry, reason: text }, facts }) => ({
    entry,
    reason: (await facts.contents()).seal('reason', { text }),
  }),

  isOffered: ({ proposal }) => proposal?.state === 'waiting',

  decide(application, command, refuse) {
    const { entry, reason, by } = command;
    const { proposedBy } = waiting(application.proposal, entry, refuse);
    const takenBack = proposedBy === by.personId && { takenBack: true as const };
    return [{ type: 'ProposalSentBack', data: { entry, reason, ...takenBack } }];
  },

  refusals: unknownProposal,

  history: {
    ProposalSentBack: {
      says: ({ takenBack }) =>
        takenBack
          ? { de: 'Vorschlag zurückgenommen', en: 'Proposal taken back' }
          : { de: 'Vorschlag zurückgegeben', en: 'Proposal sent back' },
      facts: ({ entry }) => ({ entry }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      onlyForStaff: true,
    },
  },
});
