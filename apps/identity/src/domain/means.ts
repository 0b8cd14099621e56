/** How certain it is who signed in (Vertrauensniveau), lowest first (R12). */
export const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

/**
 * The ways in to a portal, `oidc`, the directory of the city's staff (W8), and `guest`: without signing in (R10a). Stored: never
 * rename one.
 */
export const signInMethods = [
  'email-link',
  'bundid',
  'servicekonto-nrw',
  'google',
  'local-account',
  'oidc',
  'guest',
] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** What a person used to prove who they are. Stored: never rename one. */
export const means = [
  'password',
  'elster',
  'eid',
  'smart-eid',
  'eidas',
  'fink',
  'diia',
  'email-link',
  'openid',
] as const;
export type Means = (typeof means)[number];

/** Whether one level is at least another. */
export function reaches(level: LevelOfAssurance, required: LevelOfAssurance): boolean {
  return levelsOfAssurance.indexOf(level) >= levelsOfAssurance.indexOf(required);
}

/** The lower one of two levels. */
export function lower(one: LevelOfAssurance, other: LevelOfAssurance): LevelOfAssurance {
  return reaches(one, other) ? other : one;
}
