import { isAtLeast, type Tenant } from '#configuration';
import type { ServiceToken } from '#auth';
import { Problem, type Language } from '#http';
import type { Purpose } from '../../domain/arrival';
import type { LevelOfAssurance } from '../../domain/means';
import type { SamlMethod } from '../../providers';
import { settingsOf } from './partners';
import { needed, sufficientFor } from './sufficient';
import type { SamlStartQuery } from './saml.dto';
import type { Leaving } from './saml-sign-in';

/** Who leaves, from where, and in which language. */
export interface Traveller {
  readonly user: ServiceToken;
  readonly language: Language;
  /** The start page of the portal, as a full address. */
  readonly home: string;
}

/** The level that suffices where nothing else is said. */
const usualLevel = {
  'sign-in': 'none',
  'step-up': 'substantial',
  declaration: 'high',
  move: 'none',
} as const satisfies Record<Purpose['kind'], LevelOfAssurance>;

/**
 * What is asked of a provider for somebody who wants to go there: at which level, by which means, for what.
 * @throws Problem `sign-in-method-unknown` where the city does not offer it, `step-up-session-ended` where nobody is signed in who could step up, `bad-request` for a declaration without what
 *   is declared, `sign-in-level-not-offered` with the means that suffice
 */
export function leavingBy(
  method: SamlMethod,
  query: SamlStartQuery,
  city: Tenant,
  { user, language, home }: Traveller,
): Leaving {
  const settings = settingsOf(city, method);
  if (settings === undefined) throw new Problem('sign-in-method-unknown', { methods: city.signInMethods });
  const purpose = purposeOf(query, user);
  const service = city.services.find(({ key }) => key === query.service);
  const level = query.level ?? highestOf(usualLevel[purpose.kind], service?.levelOfAssurance);
  const sufficient = sufficientFor(city, level, service);
  const means = sufficient.flatMap((one) => (one.method === method && one.means ? [one.means] : []));
  if (means.length === 0) throw new Problem('sign-in-level-not-offered', needed(level, sufficient));
  const named = 'organizationDisplayName' in settings ? settings : undefined;
  return {
    purpose,
    level,
    returnTo: query.returnTo,
    wishes: {
      means,
      language,
      organizationDisplayName: named?.organizationDisplayName ?? city.name,
      onlineServiceId: named?.onlineServiceId,
      backUrl: home,
    },
  };
}

function highestOf(one: LevelOfAssurance, other: LevelOfAssurance | undefined): LevelOfAssurance {
  return other !== undefined && isAtLeast(other, one) ? other : one;
}

function purposeOf({ purpose = 'sign-in', application, hash }: SamlStartQuery, user: ServiceToken): Purpose {
  if (purpose === 'sign-in') return { kind: 'sign-in' };
  const { kind, sub: personId, sid: session } = user;
  if (kind !== 'person' || session === undefined) throw new Problem('step-up-session-ended');
  if (purpose === 'step-up') return { kind: 'step-up', personId, session };
  if (purpose === 'move') return { kind: 'move', personId, session };
  if (application === undefined || hash === undefined) throw new Problem('bad-request');
  return { kind: 'declaration', personId, session, applicationId: application, declarationHash: hash };
}
