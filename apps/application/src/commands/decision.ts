import { type ApplicationIn, type DecisionIssued, type Instant, type Outcome } from '../domain/application';
import type { UsedTemplate } from '../domain/notice';
import type { Proposal } from '../domain/proposal';
import type { Asked, Refuse } from './command';
import { lastNotice } from './notices';

/** What of a decision is settled only at the moment in which it is issued. */
export interface Issuing {
  readonly consentGivenAt: Instant | undefined;
  readonly authentication: { readonly at: Instant | undefined; readonly withinMinutes: number | undefined };
}

/** A decision that is ready: its words are sealed. */
interface Ready {
  readonly outcome: Outcome;
  readonly notice: string;
  readonly informsOnRemedies: boolean;
  readonly templates?: readonly UsedTemplate[];
  /** Where it was proposed: version of that entry. */
  readonly proposal?: number;
}

type Undecided = ApplicationIn<'in-processing' | 'action-required'>;

/** Where one of the staff proves anew who they are; a page adds `returnTo`. */
const stepUpAddress = '/api/sign-in/oidc/start?purpose=step-up';

/** What the world says when a decision is made: whether there is consent, and how lately its author proved who they are. */
export async function issuingOf({
  acting,
  application,
  facts,
}: Pick<Asked<object>, 'acting' | 'application' | 'facts'>) {
  const consentGivenAt = await facts.consentToElectronicNotices(application.applicantId);
  const withinMinutes = facts.reauthenticateForDecisions();
  return { consentGivenAt, authentication: { at: acting.authenticatedAt, withinMinutes } } satisfies Issuing;
}

/** Whether who decides proved recently enough who they are; where the city does not ask, any time is. */
function isRecent({ at, withinMinutes }: Issuing['authentication'], now: Instant): boolean {
  if (withinMinutes === undefined) return true;
  return at !== undefined && Date.parse(now) - Date.parse(at) <= withinMinutes * 60_000;
}

/** @throws Refusal where nobody may decide so now */
export function refuseUnfit(
  { status }: Undecided,
  { outcome, informsOnRemedies }: Pick<Ready, 'outcome' | 'informsOnRemedies'>,
  { authentication, at }: Pick<Issuing, 'authentication'> & { readonly at: Instant },
  refuse: Refuse<keyof typeof decisionRefusals>,
): void {
  if (!isRecent(authentication, at)) {
    const { withinMinutes } = authentication;
    throw refuse('re-authentication-required', { withinMinutes, start: stepUpAddress });
  }
  // Only a refusal may be decided upon an incomplete file (law 5).
  if (status === 'action-required' && outcome !== 'rejected') throw refuse('documents-missing');
  if (outcome !== 'granted' && !informsOnRemedies) throw refuse('legal-remedies-missing');
}

/**
 * The decision. The notice goes to the mailbox of who has consented to that, and to post for everybody else (law 1); where the case
 * was decided before, it says which notice it replaces (law 8).
 */
export function issued(
  application: Undecided,
  { outcome, notice, informsOnRemedies, templates, proposal }: Ready,
  { consentGivenAt, at: decidedAt }: Pick<Issuing, 'consentGivenAt'> & { readonly at: Instant },
): DecisionIssued {
  const replaces = lastNotice(application)?.decisionVersion;
  const data = {
    ...{ outcome, decidedAt, notice, informsOnRemedies },
    delivery: consentGivenAt === undefined ? 'post' : 'mailbox',
    ...(consentGivenAt !== undefined && { consentGivenAt }),
    ...(replaces !== undefined && { replaces }),
    ...(templates !== undefined && { templates }),
    ...(proposal !== undefined && { proposal }),
  } as const;
  return { type: 'DecisionIssued', data };
}

/** Why nothing is decided so now. */
export const decisionRefusals = {
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
} as const;

/** The proposal that somebody speaks of. @throws Refusal where it is not the one that waits */
export function waiting(
  proposal: Proposal | undefined,
  entry: number,
  refuse: Refuse<keyof typeof unknownProposal>,
): Proposal {
  if (proposal?.state !== 'waiting' || proposal.entry !== entry) throw refuse('no-such-proposal');
  return proposal;
}

/** Who speaks of a proposal names the one that they read. */
export const unknownProposal = {
  'no-such-proposal': {
    status: 409,
    title: {
      de: 'Dieser Vorschlag wartet nicht (mehr) auf Mitzeichnung.',
      en: 'This proposal does not wait for approval (any more).',
    },
    detail: {
      de: 'Er ist zurückgegeben, durch einen anderen ersetzt, oder der Vorgang hat sich seitdem geändert.',
      en: 'It was sent back, was replaced by another, or the case has changed since.',
    },
  },
} as const;
