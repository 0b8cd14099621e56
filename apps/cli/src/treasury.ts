import { Staff, type RunFile } from '#portal-client';

/**
 * Somebody of the treasury of a city, signed in at the back-office as they are every morning.
 * @throws Error with one sentence where there is no such city, or nobody of its treasury can sign in
 */
export async function treasuryOf(run: RunFile, city: string): Promise<Staff> {
  if (run.tenants[city] === undefined)
    throw new Error(`There is no city "${city}"; there are: ${Object.keys(run.tenants).join(', ')}.`);
  const login = run.logins.staff.find(({ tenant, roles }) => tenant === city && roles.includes('treasury'));
  if (login === undefined) throw new Error(`run.json names no login of the treasury of ${city}.`);
  return Staff.signIn(run, login.user, 'en');
}

/** The one city that a command is about. @throws Error that shows how the command is used */
export function oneCity(positionals: readonly string[], usage: string): string {
  const [city, ...more] = positionals;
  if (city === undefined || more.length > 0) throw new Error(`Which city? ${usage}`);
  return city;
}

/** Integer cents as people write euros in English: `1,234.05 €`. */
export function euros(cents: number): string {
  const amount = (cents / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${amount} €`;
}
