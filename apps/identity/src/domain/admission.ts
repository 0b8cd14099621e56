import type { Profile } from './profile';

/** Who may have an account in a city, where not everybody may (W5). */
export interface AdmissionRules {
  /** Years. */
  readonly minimumAge?: number;
  /** Every account has an e-mail address of its own. */
  readonly onePerAddress?: boolean;
}

/** What has to be known about somebody who signs in. */
export interface Arriving {
  readonly profile: Profile;
  /** Of a new account: whose address it is that the proof has proven, if it is anybody's. */
  readonly addressOwner: string | undefined;
}

/** Why somebody has no account here: slugs of problems. */
export type NotAdmitted = 'too-young' | 'address-in-use';

/**
 * Whether somebody may sign in here (W5); undefined where they may. Who tells no date of birth has no age that could be too low.
 * @param on the day in Berlin, `2026-12-04`
 */
export function refusedAdmission(
  { minimumAge, onePerAddress = false }: AdmissionRules,
  { profile, addressOwner }: Arriving,
  on: string,
): NotAdmitted | undefined {
  const born = profile.attributes.dateOfBirth?.value;
  if (minimumAge !== undefined && born !== undefined && ageOf(born, on) < minimumAge) return 'too-young';
  return onePerAddress && addressOwner !== undefined ? 'address-in-use' : undefined;
}

/**
 * Full years at a day. An ID card may leave out day and month of birth, e.g. `1970` or `1970-00-00`: then the age counts from the last
 * day that it can be.
 */
export function ageOf(born: string, on: string): number {
  const [year = '', month = '00', day = '00'] = born.split('-');
  const birthday = `${month === '00' ? '12' : month}-${day === '00' ? '31' : day}`;
  return Number(on.slice(0, 4)) - Number(year) - (on.slice(5) < birthday ? 1 : 0);
}

/**
 * The address that mail to a person goes to; undefined where there is none (yet). Where every account has an address of its own, one
 * that somebody only claims is nobody's: another account may have it.
 */
export function contactAddress(
  { attributes: { email } }: Profile,
  { onePerAddress = false }: AdmissionRules,
): string | undefined {
  return onePerAddress && email?.source !== 'confirmed' ? undefined : email?.value;
}
