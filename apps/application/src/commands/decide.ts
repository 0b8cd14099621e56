import { FreeText, OneOf } from '#http';
import { outcomes, proposalOf, standingDecision, type Outcome } from '../domain/application';
import { command, staff } from './command';
import { decisionRefusals, issued, issuingOf, refuseUnfit } from './decision';
import { longText } from './lengths';
import { UsedTemplates, usedTemplates, type UsedTemplateInput } from './used-templates';

export class DecideInput {
  @OneOf(outcomes, { example: 'granted' })
  outcome!: Outcome;

  @FreeText(longText, { description: 'Text of the notice.', example: 'Ihrem Antrag wird entsprochen.' })
  text!: string;

  @FreeText(longText, {
    description: 'Information on legal remedies; required unless everything is granted.',
    example: 'Gegen diesen Bescheid können Sie innerhalb eines Monats Widerspruch einlegen.',
    optional: true,
  })
  legalRemedies?: string;

  @UsedTemplates()
  templates?: UsedTemplateInput[];
}

/**
 * Decides upon the application. Where the service demands four eyes, that is a proposal of which nobody outside the office hears,
 * until a colleague approves it (`approve.ts`).
 */
export const decide = command({
  name: 'decide',
  summary:
    'Decides: granted, granted in part, or rejected; the notice goes to the mailbox with consent, else to post. Where the service demands four eyes: proposes it to a colleague',
  roles: staff,
  transitions: [
    {
      from: ['in-processing', 'action-required'],
      to: ['decided-granted', 'decided-partly', 'decided-rejected', 'unchanged'],
    },
  ],
  input: DecideInput,

  async prepare(asked) {
    const { input, application, facts } = asked;
    const { outcome, text, legalRemedies, templates } = input;
    const informsOnRemedies = legalRemedies !== undefined;
    const words = { text, ...(informsOnRemedies && { legalRemedies }) };
    const contents = await facts.contents();
    const present = standingDecision(application) ?? proposalOf(application);
    const notice = contents.sealUnlessSame('notice', words, present?.notice);
    const { approval } = await facts.serviceOf(application);
    const needsApproval = approval === 'second-person';
    return {
      ...{ outcome, notice, informsOnRemedies, needsApproval },
      ...(needsApproval && { approvers: await facts.approversOf(application, asked.acting.personId) }),
      ...(await usedTemplates(templates, facts)),
      ...(await issuingOf(asked)),
    };
  },

  isSoAlready(application, { outcome, notice }) {
    const proposal = proposalOf(application);
    const present = proposal?.state === 'waiting' ? proposal : standingDecision(application);
    return present?.outcome === outcome && present.notice === notice;
  },

  decide(application, command, refuse) {
    refuseUnfit(application, command, command, refuse);
    const { outcome, notice, informsOnRemedies, templates, needsApproval, by, at: proposedAt } = command;
    if (!needsApproval) return [issued(application, command, command)];
    const proposed = {
      ...{ outcome, notice, informsOnRemedies, proposedBy: by.personId, proposedAt },
      ...(templates !== undefined && { templates }),
    };
    return [{ type: 'DecisionProposed', data: proposed }];
  },

  refusals: decisionRefusals,

  history: {
    DecisionIssued: {
      says: { de: 'Bescheid erlassen', en: 'Decision issued' },
      facts: ({ outcome, informsOnRemedies, delivery = 'mailbox', replaces, templates }) => ({
        outcome,
        informsOnRemedies,
        delivery,
        ...(replaces !== undefined && { replaces }),
        ...(templates !== undefined && { templates }),
      }),
      // A citizen reads the notice in the mailbox, where retrieving it is an act of theirs, or on paper.
      content: { in: 'notice', as: 'notice', forCitizens: false },
    },
    DecisionProposed: {
      says: { de: 'Entscheidung vorgeschlagen', en: 'Decision proposed' },
      facts: ({ outcome, informsOnRemedies }) => ({ outcome, informsOnRemedies }),
      content: { in: 'notice', as: 'notice', forCitizens: false },
      // Until a colleague has approved it, it is nothing but a thought of the office.
      onlyForStaff: true,
    },
  },
});
