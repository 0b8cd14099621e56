import type { Sealed } from '#encryption';
import { nameIn, type Profile } from './domain/profile';
import type { Person } from './queries/person';
import type { Secrets } from './secrets';

/**
 * What a colleague was called whom the directory calls otherwise now, as it is stored: a profile of the name alone. Undefined where
 * the name stays. Of citizens no history of names is kept.
 */
export async function sealedFormerName(
  secrets: Secrets,
  tenant: string,
  { id, kind, profile: before }: Person,
  after: Profile,
): Promise<Sealed | undefined> {
  const value = nameIn(before);
  if (kind !== 'staff' || value === undefined || value === nameIn(after)) return undefined;
  const attributes = { name: { value, source: 'official' } } as const;
  return secrets.sealProfile(tenant, id, { language: before.language, attributes });
}
