import { FreeText, OneOf } from '#http';
import { outcomes, standingDecision, type Instant, type Outcome } from '../domain/application';
import { command, staff } from './command';
import { longText } from './lengths';
import { lastNotice } from './notices';
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

/** Where one of the staff proves anew who they are; a page adds `returnTo`. */
const stepUpAddress = '/api/sign-in/oidc/start?purpose=step-up';

/** Whether who decides proved recently enough who they are; where the city does not ask, any time is. */
function isRecent(
  { at, withinMinutes }: { readonly at: Instant | undefined; readonly withinMinutes: number | undefined },
  now: Instant,
): boolean {
  if (withinMinutes === undefined) return true;
  return at !== undefined && Date.parse(now) - Date.parse(at) <= withinMinutes * 60_000;
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

  async prepare({ input: { outcome, text, legalRemedies, templates }, acting, application, facts }) {
    const informsOnRemedies = legalRemedies !== undefined;
    const words = { text, ...(informsOnRemedies && { legalRemedies }) };
    const contents = await facts.contents();
    const notice = contents.sealUnlessSame('notice', words, standingDecision(application)?.notice);
    const consentGivenAt = await facts.consentToElectronicNotices(application.applicantId);
    const withinMinutes = facts.reauthenticateForDecisions();
    const authentication = { at: acting.authenticatedAt, withinMinutes };
    return {
      ...{ outcome, notice, informsOnRemedies, consentGivenAt, authentication },
      ...(await usedTemplates(templates, facts)),
    };
  },

  isSoAlready(application, { outcome, notice }) {
    const standing = standingDecision(application);
    return standing?.outcome === outcome && standing.notice === notice;
  },

  decide(application, command, refuse) {
    const {
      outcome,
      at: decidedAt,
      notice,
      informsOnRemedies,
      consentGivenAt,
      authentication,
      templates,
    } = command;
    if (!isRecent(authentication, decidedAt)) {
      const { withinMinutes } = authentication;
      throw refuse('re-authentication-required', { withinMinutes, start: stepUpAddress });
    }
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
      ...(templates !== undefined && { templates }),
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
    're-authentication-required': {
      status: 403,
      title: {
        de: 'Bitte melden Sie sich vor der Entscheidung noch einmal an.',
        en: 'Please sign in once more before you decide.',
      },
      detail: {
        de: 'Ihre Stadt verlangt, dass die Anmeldung höchstens {withinMinutes} Minuten zurückliegt. Unter „start“ melden Sie sich neu an; Ihre Eingaben bleiben.',
        en: 'Your city demands that the sign-in is at most {withinMinutes} minutes ago. “start” leads to it; what you typed stays.',
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
  },
});
