import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a person of the staff may do; `treasury` sees payments and `operator` looks after parked messages: neither sees a case. */
export type StaffRole = 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'operator';

export interface StaffUser {
  readonly user: string;
  readonly password: string;
  readonly name: string;
  readonly tenant: string;
  readonly roles: readonly StaffRole[];
  /** Keys of the tenant's configuration. */
  readonly offices: readonly string[];
  readonly given_name?: string;
  readonly family_name?: string;
  /** `1985-04-01` */
  readonly birthdate?: string;
  readonly email?: string;
  /** The directory lets them in no more. */
  readonly locked?: boolean;
}

/** What the file says of one person, under the key of their city. */
type Listed = Omit<StaffUser, 'tenant' | 'password' | 'offices'> &
  Partial<Pick<StaffUser, 'password' | 'offices'>>;

/**
 * The staff of the demonstration as its file has them now: what the cities' own directories would hold. Who has no password of
 * their own there has the usual one.
 * @param file YAML: key of a city → people
 * @throws Error when the file cannot be read
 */
export function readStaff(file: string): readonly StaffUser[] {
  const cities = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly Listed[]>>;
  return Object.entries(cities).flatMap(([tenant, people]) =>
    people.map(({ password = 'demo', offices = [], ...person }) => ({
      ...person,
      tenant,
      password,
      offices,
    })),
  );
}
