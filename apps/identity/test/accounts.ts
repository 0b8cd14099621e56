import { CommandBus } from '@nestjs/cqrs';
import { GiveAccountCommand } from '../src/account.handler';
import type { AttributeName, AttributeSource } from '../src/domain/profile';
import type { Proof } from '../src/domain/proof';
import { identity } from './own-identity';

/** The city that they live and work in. */
export const tenant = 'duisburg';

/** Signs somebody in with what their way in tells of them. @returns their person id */
async function signedIn(
  proof: Pick<Proof, 'kind' | 'knownBy' | 'method' | 'levelOfAssurance' | 'roles'>,
  source: AttributeSource,
  values: Readonly<Partial<Record<AttributeName, string>>>,
  offices: readonly string[] = [],
  city: string = tenant,
): Promise<string> {
  const told = Object.entries(values).map(([name, value]) => [name, { value, source }]);
  const profile = { language: 'de', attributes: Object.fromEntries(told) } as Proof['profile'];
  const signIn = { type: 'sign-in', proof: { ...proof, profile, offices } } as const;
  await identity.get(CommandBus).execute(new GiveAccountCommand(city, signIn));
  const [row] = await identity.query<{ id: string }>(
    city,
    'SELECT person_id AS id FROM identity.known_by ORDER BY added_at DESC LIMIT 1',
  );
  return row?.id ?? '';
}
/** Somebody of the staff whom the directory knows under a subject. */
export const colleague = (
  subject: string,
  values: Readonly<Partial<Record<AttributeName, string>>>,
  offices: readonly string[] = [],
  city: string = tenant,
) =>
  signedIn(
    {
      ...{ kind: 'staff', method: 'oidc', levelOfAssurance: 'none', roles: ['caseworker'] },
      knownBy: { purpose: 'staff-subject', value: subject },
    },
    'official',
    values,
    offices,
    city,
  );
/** A citizen whose identity BundID has proven. */
export const citizen = (bPK2: string, values: Readonly<Partial<Record<AttributeName, string>>>) =>
  signedIn(
    {
      ...{ kind: 'citizen', method: 'bundid', levelOfAssurance: 'high', roles: ['citizen'] },
      knownBy: { purpose: 'bundid', value: bPK2 },
    },
    'official',
    values,
  );
/** A citizen who reads the mail to an address. */
export const reader = (email: string) =>
  signedIn(
    {
      ...{ kind: 'citizen', method: 'email-link', levelOfAssurance: 'none', roles: ['citizen'] },
      knownBy: { purpose: 'email-address', value: email },
    },
    'confirmed',
    { email },
  );
