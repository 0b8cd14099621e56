import { claimOf, lineOf, valuesOf } from './claims';
import { provenBy, wantedClaims, type StaffedCity } from './staff-proof';

const city: StaffedCity = { key: 'duisburg', offices: ['steueramt', 'standesamt'], staff: {} };
const claims = {
  iss: 'https://directory.example',
  sub: 's.yilmaz',
  tenant: 'duisburg',
  roles: ['caseworker'],
  offices: ['steueramt'],
};

test('the directory says who somebody is, for which city, as what and where', () => {
  expect(provenBy({ ...claims, name: 'Selin Yılmaz', auth_time: 1795690000, sid: 'abc' }, city)).toEqual({
    kind: 'staff',
    knownBy: { purpose: 'staff-subject', value: 'https://directory.example s.yilmaz' },
    profile: { language: 'de', attributes: { name: { value: 'Selin Yılmaz', source: 'official' } } },
    method: 'oidc',
    levelOfAssurance: 'none',
    roles: ['caseworker'],
    offices: ['steueramt'],
    authenticatedAt: '2026-11-26T10:46:40.000Z',
    providerSession: 'https://directory.example abc',
  });
});

test('names, date of birth and address of one of the staff are taken over as far as they can be read', () => {
  const said = {
    ...claims,
    given_name: 'Selin',
    family_name: 'Yılmaz\n',
    birthdate: '1985-04-01',
    email: 'S.Yilmaz@Stadt.example',
  };
  const official = (value: string) => ({ value, source: 'official' });
  expect(provenBy(said, city).profile.attributes).toEqual({
    givenName: official('Selin'),
    familyName: official('Yılmaz'),
    dateOfBirth: official('1985-04-01'),
    email: official('s.yilmaz@stadt.example'),
  });
  const unreadable = {
    ...claims,
    birthdate: 'April',
    email: 'a@b.example\r\nBcc: c@d.example',
    given_name: 42,
  };
  expect(provenBy(unreadable, city).profile.attributes).toEqual({});
});

test('another directory speaks its own words, which the city translates', () => {
  const staff = {
    belongs: { claim: 'organisation', value: 'Stadt Duisburg' },
    roles: {
      claim: 'realm_access.roles',
      values: { sachbearbeitung: 'caseworker', leitung: 'head-of-office' },
    },
    offices: {
      claim: 'groups',
      values: { '/Amt 22': 'steueramt', '/Amt 34': 'standesamt', '/Amt 99': 'zoo' },
    },
  } as const;
  const said = {
    iss: 'https://keycloak.example/realms/stadt',
    sub: 'f81d4fae',
    organisation: 'Stadt Duisburg',
    realm_access: { roles: ['offline_access', 'leitung', 'sachbearbeitung', 'sachbearbeitung'] },
    groups: ['/Amt 34', '/Amt 22', '/Amt 99', '/Betriebsrat'],
  };
  expect(wantedClaims({ ...city, staff })).toEqual(['organisation', 'realm_access.roles', 'groups']);
  expect(provenBy(said, { ...city, staff })).toMatchObject({
    roles: ['head-of-office', 'caseworker'],
    offices: ['standesamt', 'steueramt'],
  });
});

test.each([
  ['works for another city', { tenant: 'wuppertal' }, 'not-staff-here'],
  ['works for no city', { tenant: undefined }, 'not-staff-here'],
  ['has no role', { roles: [] }, 'no-role-here'],
  ['has a role that nobody has here', { roles: ['admin', '__proto__', 'constructor'] }, 'no-role-here'],
  ['would be a service or a citizen', { roles: ['service', 'citizen'] }, 'no-role-here'],
  ['has roles in another form', { roles: { caseworker: true } }, 'no-role-here'],
])('somebody who %s is let in nowhere', (_what, changed, slug) => {
  expect(() => provenBy({ ...claims, ...changed }, city)).toThrow(expect.objectContaining({ slug }));
});

test('a table of words has no words that nobody wrote there', () => {
  const staff = { roles: { values: { sachbearbeitung: 'caseworker' } } } as const;
  for (const role of ['constructor', '__proto__', 'caseworker']) {
    expect(() => provenBy({ ...claims, roles: [role] }, { ...city, staff })).toThrow();
  }
});

test.each([
  ['Anna\r\nSet-Cookie: a=b', 'Anna Set-Cookie: a=b'],
  ['\u202eannA\u202c\u200f', 'annA'],
  ['  Łukasz   Müller ', 'Łukasz Müller'],
  ['x'.repeat(10_000), 'x'.repeat(200)],
  ['\u0000\n', undefined],
  ['', undefined],
  [42, undefined],
  [undefined, undefined],
])('%j is the line %j', (claim, line) => expect(lineOf(claim)).toBe(line));

test('a claim is found by its name, also one with dots, or by its path', () => {
  const said = {
    'https://city.example/roles': ['a'],
    'realm.roles': 'literal',
    realm: { roles: ['nested'], one: 'b' },
  };
  expect(valuesOf(said, 'https://city.example/roles')).toEqual(['a']);
  expect(valuesOf(said, 'realm.roles')).toEqual(['literal']);
  expect(valuesOf(said, 'realm.one')).toEqual(['b']);
  expect(claimOf(said, 'realm.roles.length.toString')).toBeUndefined();
  expect(claimOf(said, 'constructor.name')).toBeUndefined();
});
