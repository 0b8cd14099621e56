import { CommandBus } from '@nestjs/cqrs';
import { GiveAccountCommand } from '../src/account.handler';
import type { AttributeName, AttributeSource } from '../src/domain/profile';
import type { Proof } from '../src/domain/proof';
import { identity } from './own-identity';

const tenant = 'duisburg';
const application = { kind: 'service', sub: 'service:application' } as const;

/** Signs somebody in with what their way in tells of them. @returns their person id */
async function signedIn(
  proof: Pick<Proof, 'kind' | 'knownBy' | 'method' | 'levelOfAssurance' | 'roles'>,
  source: AttributeSource,
  values: Readonly<Partial<Record<AttributeName, string>>>,
): Promise<string> {
  const told = Object.entries(values).map(([name, value]) => [name, { value, source }]);
  const profile = { language: 'de', attributes: Object.fromEntries(told) } as Proof['profile'];
  const signIn = { type: 'sign-in', proof: { ...proof, profile, offices: [] } } as const;
  await identity.get(CommandBus).execute(new GiveAccountCommand(tenant, signIn));
  const [row] = await identity.query<{ id: string }>(
    tenant,
    'SELECT person_id AS id FROM identity.known_by ORDER BY added_at DESC LIMIT 1',
  );
  return row?.id ?? '';
}
const colleague = (subject: string, values: Readonly<Partial<Record<AttributeName, string>>>) =>
  signedIn(
    {
      ...{ kind: 'staff', method: 'oidc', levelOfAssurance: 'none', roles: ['caseworker'] },
      knownBy: { purpose: 'staff-subject', value: subject },
    },
    'official',
    values,
  );
const citizen = (bPK2: string, values: Readonly<Partial<Record<AttributeName, string>>>) =>
  signedIn(
    {
      ...{ kind: 'citizen', method: 'bundid', levelOfAssurance: 'high', roles: ['citizen'] },
      knownBy: { purpose: 'bundid', value: bPK2 },
    },
    'official',
    values,
  );
const reader = (email: string) =>
  signedIn(
    {
      ...{ kind: 'citizen', method: 'email-link', levelOfAssurance: 'none', roles: ['citizen'] },
      knownBy: { purpose: 'email-address', value: email },
    },
    'confirmed',
    { email },
  );
const ownAccounts = async (personId: string) => {
  const answer = await identity.send(`/internal/persons/${personId}/own-accounts`, application);
  return ((await answer.json()) as { personIds: string[] }).personIds.sort();
};

const selin = { givenName: 'Selin', familyName: 'Yılmaz', dateOfBirth: '1988-05-03' };

test('§ 20 VwVfG a colleague’s accounts as a citizen are those of the same proven name and birth date, or address', async () => {
  const accounts = [await citizen('selin', selin), await reader('s.yilmaz@duisburg.example')].sort();
  await citizen('a namesake', { ...selin, dateOfBirth: '1990-01-01' });
  await reader('j.kowalski@duisburg.example');
  const staff = await colleague('s.yilmaz', { ...selin, email: 'S.Yilmaz@duisburg.example' });
  expect(await ownAccounts(staff)).toEqual(accounts);
});

test('§ 20 VwVfG what BundID passes on of a mail address proves nobody’s, and a colleague is no account of another', async () => {
  await citizen('p', { givenName: 'Paul', email: 'p.schroeder@duisburg.example' });
  await colleague('p.schroeder as before', { email: 'p.schroeder@duisburg.example' });
  const staff = await colleague('p.schroeder', { email: 'p.schroeder@duisburg.example' });
  expect(await ownAccounts(staff)).toEqual([]);
});

test('§ 20 VwVfG a colleague is told apart by what the directory tells now', async () => {
  const account = await citizen('married', { ...selin, givenName: 'Ayla' });
  expect(await ownAccounts(await colleague('ayla', { ...selin, givenName: 'Aylin' }))).toEqual([]);
  expect(await ownAccounts(await colleague('ayla', { ...selin, givenName: 'Ayla' }))).toEqual([account]);
});

test('nobody else may ask', async () => {
  const staff = await colleague('asked for', {});
  for (const claims of [{ roles: ['citizen'] }, { kind: 'service', sub: 'service:mailbox' }] as const) {
    const answer = await identity.send(`/internal/persons/${staff}/own-accounts`, claims);
    expect(answer.status).toBe(403);
  }
});
