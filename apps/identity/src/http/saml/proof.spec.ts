import { readAssertion } from './assertion';
import { levelOf, provenBy, type Source } from './proof';

const levels = {
  'STORK-QAA-Level-1': 'low',
  'STORK-QAA-Level-2': 'low',
  'STORK-QAA-Level-3': 'substantial',
  'STORK-QAA-Level-4': 'high',
} as const;
const bundId: Source = { method: 'bundid', dialect: 'akdb', entityId: 'https://idp.example', levels };
const servicekonto: Source = { ...bundId, method: 'servicekonto-nrw', dialect: 'plain' };
const at = '2026-11-26T10:00:00.000Z';

/** An attribute as it stands in an assertion. */
const told = (oid: string, trust: string | undefined, ...values: readonly string[]) =>
  `<saml2:Attribute FriendlyName="nonsense" Name="urn:oid:${oid}"${trust === undefined ? '' : ` akdb:TrustLevel="${trust}"`}>${values
    .map((value) => `<saml2:AttributeValue>${value}</saml2:AttributeValue>`)
    .join('')}</saml2:Attribute>`;

interface Said {
  readonly context?: string;
  readonly nameId?: string;
  readonly format?: string;
}

/** An assertion with these attributes, as somebody with an ID card has it. */
const assertion = (
  attributes: readonly string[],
  { context = 'STORK-QAA-Level-4', nameId, format }: Said = {},
) =>
  readAssertion(
    `<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:akdb="https://www.akdb.de/request/2018/09" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <saml2:Subject><saml2:NameID Format="${format ?? ''}">${nameId ?? 'once'}</saml2:NameID></saml2:Subject>
      <saml2:AuthnStatement><saml2:AuthnContext><saml2:AuthnContextClassRef>${context}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>
      <saml2:AttributeStatement>${attributes.join('')}</saml2:AttributeStatement>
    </saml2:Assertion>`,
  );

const given = (...attributes: readonly string[]) => ({
  proves: (source = bundId, said: Said = {}) =>
    provenBy(assertion(attributes, said), source, { language: 'de', at }),
  profile: () => given(...attributes).proves().profile.attributes,
});

const bPK2 = '1.3.6.1.4.1.25484.494450.3';
const provedBy = (word: string) => told('1.3.6.1.4.1.25484.494450.2', 'HOCH', word);

describe('who it is', () => {
  test('is said by bPK2, and never by the mail address', () => {
    const proof = given(
      told(bPK2, 'HOCH', 'abc='),
      told('0.9.2342.19200300.100.1.3', 'NORMAL', 'a@b.example'),
    );
    expect(proof.proves().knownBy).toEqual({ purpose: 'bundid', value: 'abc=' });
  });
  test('is said by nothing in a temporary login', () => {
    expect(given(told('2.5.4.4', 'HOCH', 'Demir')).proves()).not.toHaveProperty('knownBy');
  });
  test('is not believed when it is said twice', () => {
    expect(() => given(told(bPK2, 'HOCH', 'abc=', 'xyz=')).proves()).toThrow(
      'the assertion names two persons',
    );
  });
  test('is said elsewhere by a name that stays, together with who gave it', () => {
    const said = { nameId: 'n-1', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' };
    expect(given().proves(servicekonto, said).knownBy).toEqual({
      purpose: 'servicekonto-nrw',
      value: 'https://idp.example n-1',
    });
  });
  test.each(['transient', 'unspecified', 'emailAddress'])('is not said by a name that is %s', (format) => {
    expect(given().proves(servicekonto, { format: `urn:x:${format}` })).not.toHaveProperty('knownBy');
  });
});

describe('D14 W12 R10d R12 the level', () => {
  test.each([
    ['Benutzername', 'STORK-QAA-Level-1', 'low'],
    ['Elster', 'STORK-QAA-Level-3', 'substantial'],
    ['eID', 'STORK-QAA-Level-4', 'high'],
    ['Smart-eID', 'STORK-QAA-Level-3', 'substantial'],
    ['eIDAS', 'STORK-QAA-Level-4', 'high'],
    ['EIDAS', 'STORK-QAA-Level-3', 'substantial'],
    ['FINK', 'STORK-QAA-Level-4', 'substantial'],
    ['Benutzername', 'STORK-QAA-Level-4', 'low'],
    ['Elster', 'STORK-QAA-Level-4', 'substantial'],
    ['eID', 'STORK-QAA-Level-2', 'low'],
    ['eID', 'STORK-QAA-Level-5', 'none'],
    ['eID', 'constructor', 'none'],
  ])('of %s, said to be %s, is %s', (word, context, level) => {
    expect(given(provedBy(word)).proves(bundId, { context }).levelOfAssurance).toBe(level);
  });
  test('is what the provider says where it does not say by what', () => {
    expect(levelOf('STORK-QAA-Level-4', undefined, servicekonto)).toBe('high');
  });
});

describe('an attribute', () => {
  test('is official as far as somebody vouches for this very value', () => {
    const profile = given(
      told('2.5.4.42', 'HOCH', 'Erika'),
      told('2.5.4.7', 'SUBSTANTIELL', 'Duisburg'),
      told('0.9.2342.19200300.100.1.3', 'NORMAL', 'erika@duisburg.example'),
      told('0.9.2342.19200300.100.1.40', 'UNTERGEORDNET', 'Dr.'),
    ).profile();
    expect(profile).toEqual({
      givenName: { value: 'Erika', source: 'official', level: 'high', at },
      city: { value: 'Duisburg', source: 'official', level: 'substantial', at },
      email: { value: 'erika@duisburg.example', source: 'self', level: 'low', at },
      title: { value: 'Dr.', source: 'self', level: 'none', at },
    });
  });
  test('of a level that nobody knows is not official', () => {
    expect(given(told('2.5.4.42', 'GALAKTISCH', 'Erika')).profile().givenName).toMatchObject({
      source: 'self',
    });
  });
  test('without a level of its own has the one of the sign-in, the mail address never more than low', () => {
    const profile = given(
      told('2.5.4.4', undefined, 'Muster'),
      told('0.9.2342.19200300.100.1.3', undefined, 'a@b.example'),
    ).profile();
    expect(profile).toMatchObject({ familyName: { level: 'high' }, email: { level: 'low', source: 'self' } });
  });
  test('that is told twice is only as good as the weaker one', () => {
    const profile = given(
      told('2.5.4.4', 'HOCH', 'Muster'),
      told('2.5.4.4', 'UNTERGEORDNET', 'Muster'),
    ).profile();
    expect(profile.familyName).toMatchObject({ value: 'Muster', source: 'self' });
  });
  test('may have a stray blank before its number', () => {
    expect(given(told(' 2.5.4.4', 'HOCH', 'Muster')).profile().familyName).toMatchObject({ value: 'Muster' });
  });
  test('of a name may be several values; of others the first counts', () => {
    const profile = given(
      told('2.5.4.42', 'HOCH', 'Anna', 'Maria'),
      told('2.5.4.7', 'HOCH', 'Rees', 'Duisburg'),
    ).profile();
    expect([profile.givenName?.value, profile.city?.value]).toEqual(['Anna Maria', 'Rees']);
  });
  test.each([
    ['<saml2:AttributeValue xsi:nil="true"/>'],
    ['<saml2:AttributeValue/>'],
    ['<saml2:AttributeValue>  </saml2:AttributeValue>'],
    [''],
  ])('that is not applicable is not there: %s', (value) => {
    const attribute = `<saml2:Attribute Name="urn:oid:2.5.4.42">${value}</saml2:Attribute>`;
    expect(given(attribute).profile()).toEqual({});
  });
  test('is in normal form C, on one line', () => {
    const profile = given(told('2.5.4.4', 'HOCH', 'Mu\u0308ller&#13;&#10;Set-Cookie: x&#9;y')).profile();
    expect(profile.familyName?.value).toBe('Müller Set-Cookie: x y');
  });
  test('keeps combining letters that no single one stands for (DIN 91379)', () => {
    expect(given(told('2.5.4.4', 'HOCH', 'J̌ović-K̄hān')).profile().familyName?.value).toBe('J̌ović-K̄hān');
  });
  test('is whole although a comment stands in it', () => {
    const profile = given(told('2.5.4.4', 'HOCH', 'Muster<!-- -->mann')).profile();
    expect(profile.familyName?.value).toBe('Mustermann');
  });
});

test.each([
  ['1', 'Herr'],
  ['2', 'Frau'],
  ['0', undefined],
  ['9', undefined],
])('D19b the salutation follows from gender %s: %s', (gender, salutation) => {
  expect(given(told('1.3.6.1.4.1.33592.1.3.5', 'HOCH', gender)).profile().salutation?.value).toBe(salutation);
});

test.each([
  ['1964-08-12', '1964-08-12'],
  ['1964-00-00', undefined],
  ['1964-02-30', undefined],
  ['1964', undefined],
  ['12.08.1964', undefined],
])('the date of birth %s is taken over as %s', (date, taken) => {
  expect(given(told('1.2.40.0.10.2.1.1.55', 'HOCH', date)).profile().dateOfBirth?.value).toBe(taken);
});

test('R11 what the chip knows beside the name comes along', () => {
  const profile = given(
    told('1.3.6.1.5.5.7.9.2', 'HOCH', 'Berlin'),
    told('1.2.40.0.10.2.1.1.225566', 'HOCH', 'Gabler'),
    told('1.2.40.0.10.2.1.1.225577', 'HOCH', 'D'),
    told('1.2.40.0.10.2.1.1.552255', 'HOCH', 'ID'),
    told('1.2.40.0.10.2.1.1.226699', 'HOCH', 'Schwester Benedicta'),
    told('1.3.6.1.4.1.25484.494450.10.1', 'HOCH', 'ES'),
  ).profile();
  expect(Object.fromEntries(Object.entries(profile).map(([name, { value }]) => [name, value]))).toEqual({
    placeOfBirth: 'Berlin',
    birthName: 'Gabler',
    nationality: 'D',
    documentType: 'ID',
    pseudonym: 'Schwester Benedicta',
    issuingCountry: 'ES',
  });
});
