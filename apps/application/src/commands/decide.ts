import { FreeText, OneOf } from '#http';
import { outcomes, standingDecision, type Outcome } from '../domain/application';
import { command, staff } from './command';
import { longText } from './lengths';
import { lastNotice } from './notices';

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
}

/**
 * Decides upon the application. The notice goes to the mailbox of who has consented to that, and to post for everybody else
 * (law 1); where the case was decided before, it says which notice it replaces (law 8).
 */
export const decide = command({
  name: 'decide',
  summary:
    'Decides: granted, granted in part, or rejected; the notice goes to the mailbox with consent, else to post',
  roles: staff,
  transitions: [
    {
      from: ['in-processing', 'action-required'],
      to: ['decided-granted', 'decided-partly', 'decided-rejected'],
    },
  ],
  input: DecideInput,

  async prepare({ input: { outcome, text, legalRemedies }, application, facts }) {
    const informsOnRemedies = legalRemedies !== undefined;
    const words = { text, ...(informsOnRemedies && { legalRemedies }) };
    const contents = await facts.contents();
    const notice = contents.sealUnlessSame('notice', words, standingDecision(application)?.notice);
    const consentGivenAt = await facts.consentToElectronicNotices(application.applicantId);
    return { outcome, notice, informsOnRemedies, consentGivenAt };
  },

  isSoAlready(application, { outcome, notice }) {
    const standing = standingDecision(application);
    return standing?.outcome === outcome && standing.notice === notice;
  },

  decide(application, { outcome, at: decidedAt, notice, informsOnRemedies, consentGivenAt }, refuse) {
    // Only a refusal may be decided upon an incomplete file (law 5).
    if (application.status === 'action-required' && outcome !== 'rejected') throw refuse('documents-missing');
    if (outcome !== 'granted' && !informsOnRemedies) throw refuse('legal-remedies-missing');
    const replaces = lastNotice(application)?.decisionVersion;
    const data = {
      outcome,
      decidedAt,
      notice,
      informsOnRemedies,
      delivery: consentGivenAt === undefined ? 'post' : 'mailbox',
      ...(consentGivenAt !== undefined && { consentGivenAt }),
      ...(replaces !== undefined && { replaces }),
    } as const;
    return [{ type: 'DecisionIssued', data }];
  },

  refusals: {
    'documents-missing': {
      status: 409,
      title: { de: 'Es fehlen noch Unterlagen.', en: 'Documents are still missing.' },
      detail: {
        de: 'Solange Unterlagen nachgefordert sind, kann nicht bewilligt werden.',
        en: 'Nothing can be granted while documents are requested.',
      },
    },
    'legal-remedies-missing': {
      status: 409,
      title: { de: 'Die Rechtsbehelfsbelehrung fehlt.', en: 'The information on legal remedies is missing.' },
      detail: {
        de: 'Ohne sie beträgt die Widerspruchsfrist ein Jahr statt eines Monats (§ 58 Abs. 2 VwGO).',
        en: 'Without it the period for objecting is one year instead of one month (VwGO § 58(2)).',
      },
    },
  },

  history: {
    DecisionIssued: {
      says: { de: 'Bescheid erlassen', en: 'Decision issued' },
      facts: ({ outcome, informsOnRemedies, delivery = 'mailbox', replaces }) => ({
        outcome,
        informsOnRemedies,
        delivery,
        ...(replaces !== undefined && { replaces }),
      }),
      // A citizen reads the notice in the mailbox, where retrieving it is an act of theirs, or on paper.
      content: { in: 'notice', as: 'notice', forCitizens: false },
    },
  },
});
