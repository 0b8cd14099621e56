import type { ServiceToken } from '#auth';
import { asCitizen, asStaff, personConcerned } from './acting';

const token = (more: Partial<ServiceToken>): ServiceToken => ({
  sub: 'p1',
  tenant: 'duisburg',
  kind: 'person',
  roles: [],
  offices: [],
  levelOfAssurance: 'low',
  iss: 'identity',
  iat: 0,
  exp: 60,
  ...more,
});

test('somebody with two roles acts in the more powerful one, in every service', () => {
  const head = token({ roles: ['caseworker', 'head-of-office'], offices: ['tiefbau'] });
  expect(asStaff(head)).toMatchObject({ personId: 'p1', role: 'head-of-office', offices: ['tiefbau'] });
});

test('law 7: whose matter it is, and who acts, are recorded apart', () => {
  const acting = asCitizen(token({ roles: ['citizen'], actingFor: 'p2' }));
  expect(acting).toMatchObject({ personId: 'p1', actingFor: 'p2', role: 'citizen', offices: [] });
  expect(personConcerned(acting)).toBe('p2');
  expect(personConcerned(asCitizen(token({ roles: ['citizen'] })))).toBe('p1');
});

test('a colleague on the portal is a citizen there, without offices', () => {
  expect(asCitizen(token({ roles: ['caseworker'], offices: ['tiefbau'] }))).toMatchObject({
    role: 'citizen',
    offices: [],
  });
});

test('who has no role in the back-office is nobody there', () => {
  expect(() => asStaff(token({ roles: ['citizen'] }))).toThrow('has to name its roles');
});
