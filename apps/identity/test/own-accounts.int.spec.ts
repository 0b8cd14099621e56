import { identity } from './own-identity';
import { citizen, colleague, reader } from './accounts';

const application = { kind: 'service', sub: 'service:application' } as const;
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
