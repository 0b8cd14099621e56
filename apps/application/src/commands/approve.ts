import { Ordinal } from '#http';
import { standingDecision } from '../domain/application';
import { command, staff } from './command';
import { decisionRefusals, issued, issuingOf, refuseUnfit, unknownProposal, waiting } from './decision';

export class ApproveInput {
  @Ordinal({
    description: 'Version of the entry by which it was proposed: what was read is what is approved.',
    example: 9,
  })
  entry!: number;
}

/**
 * Approves the decision that a colleague has proposed (four eyes): it is issued word for word as it was proposed, from now on and in
 * the name of who approves. Nobody approves their own.
 */
export const approve = command({
  name: 'approve',
  summary: 'Approves the decision that a colleague has proposed: with that it is issued',
  roles: staff,
  transitions: [
    {
      from: ['in-processing', 'action-required'],
      to: ['decided-granted', 'decided-partly', 'decided-rejected'],
    },
  ],
  input: ApproveInput,

  prepare: async (asked) => ({ entry: asked.input.entry, ...(await issuingOf(asked)) }),

  isOffered: ({ proposal }, by) => proposal?.state === 'waiting' && proposal.proposedBy !== by.personId,
  isSoAlready: (application, { entry }) => standingDecision(application)?.proposal === entry,

  decide(application, command, refuse) {
    const proposal = waiting(application.proposal, command.entry, refuse);
    if (proposal.proposedBy === command.by.personId) throw refuse('own-proposal');
    refuseUnfit(application, proposal, command, refuse);
    return [issued(application, { ...proposal, proposal: proposal.entry }, command)];
  },

  refusals: {
    ...decisionRefusals,
    ...unknownProposal,
    'own-proposal': {
      status: 409,
      title: {
        de: 'Den eigenen Vorschlag zeichnet niemand selbst mit.',
        en: 'Nobody approves a proposal of their own.',
      },
      detail: {
        de: 'Diese Dienstleistung verlangt vier Augen. Bitten Sie eine Kollegin oder einen Kollegen darum.',
        en: 'This service demands four eyes: please ask a colleague.',
      },
    },
  },

  history: {},
});
