import type {
  LevelOfAssurance,
  Means,
  ServiceConfiguration,
  SignInMethod,
  TenantConfiguration,
} from './types';

/** Lowest first. */
const levels: readonly LevelOfAssurance[] = ['none', 'low', 'substantial', 'high'];

/** The level that each means reaches at most (D14, W12, R10d); which it did reach, the provider asserts. */
export const meansLevels: Readonly<Record<Means, LevelOfAssurance>> = {
  password: 'low',
  elster: 'substantial',
  fink: 'substantial',
  diia: 'high',
  'smart-eid': 'high',
  eid: 'high',
  eidas: 'high',
};

/** What the providers offer where a city leaves nothing out. */
const offeredBy = {
  bundid: ['eid', 'smart-eid', 'eidas', 'elster', 'fink', 'diia', 'password'],
  'servicekonto-nrw': ['eid', 'eidas', 'elster', 'password'],
} as const satisfies Partial<Record<SignInMethod, readonly Means[]>>;

/** One way in with one means, and the level that it reaches at most. Ways in without an identity provider have no means. */
export interface OfferedMeans {
  readonly method: SignInMethod;
  readonly means?: Means;
  readonly level: LevelOfAssurance;
}

type SignIns = Pick<TenantConfiguration, 'signInMethods' | 'bundid' | 'servicekontoNrw'>;

/** Every way in to a city, in its order (W8); within one the highest level first. */
export function offeredMeans({ signInMethods, bundid, servicekontoNrw }: SignIns): readonly OfferedMeans[] {
  return signInMethods.flatMap((method): OfferedMeans[] => {
    switch (method) {
      case 'bundid':
      case 'servicekonto-nrw': {
        const chosen = (method === 'bundid' ? bundid : servicekontoNrw)?.means;
        const offered: readonly Means[] = offeredBy[method];
        return offered
          .filter((means) => chosen === undefined || chosen.includes(means))
          .map((means) => ({ method, means, level: meansLevels[means] }));
      }
      case 'email-link':
      case 'google':
      case 'local-account':
        return [{ method, level: 'none' }];
    }
  });
}

type Demands = Pick<ServiceConfiguration, 'levelOfAssurance' | 'means'>;

/** The ways in that suffice for a service: they reach its level, by a means that it takes. */
export function sufficientMeans(
  { levelOfAssurance, means }: Demands,
  city: SignIns,
): readonly OfferedMeans[] {
  return offeredMeans(city).filter(
    (offered) =>
      isAtLeast(offered.level, levelOfAssurance) &&
      (means === undefined || (offered.means !== undefined && means.includes(offered.means))),
  );
}

/** The means by which a proof for one application can be made in this city: those of level high (W2, W3, law 3). */
export function proofMeans({ means }: Pick<Demands, 'means'>, city: SignIns): readonly OfferedMeans[] {
  return sufficientMeans({ levelOfAssurance: 'high', ...(means !== undefined && { means }) }, city);
}

/** Whether something is a level of assurance at all. */
export function isLevel(value: unknown): value is LevelOfAssurance {
  return (levels as readonly unknown[]).includes(value);
}

/** Whether a level is the required one or a higher one. */
export function isAtLeast(level: LevelOfAssurance, required: LevelOfAssurance): boolean {
  return levels.indexOf(level) >= levels.indexOf(required);
}
