import type { Means } from '#configuration';

/** The names of SAML 2.0 and of BundID that stand in messages (interface description 10.2, chapters 6, 8 and 9). */
export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
  /** Of BundID's extension of a request, and of the trust level of an attribute. */
  akdb: 'https://www.akdb.de/request/2018/09',
  classicUi: 'https://www.akdb.de/request/2018/09/classic-ui/v1',
} as const;

export const bindings = {
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
} as const;
export type Binding = keyof typeof bindings;

export const nameIdFormats = {
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
} as const;

/** What attributes are known by: never by their FriendlyName (6). */
export const oids = {
  givenName: '2.5.4.42',
  surname: '2.5.4.4',
  mail: '0.9.2342.19200300.100.1.3',
  postalAddress: '2.5.4.16',
  postalCode: '2.5.4.17',
  localityName: '2.5.4.7',
  country: '1.2.40.0.10.2.1.1.225599',
  personalTitle: '0.9.2342.19200300.100.1.40',
  gender: '1.3.6.1.4.1.33592.1.3.5',
  birthdate: '1.2.40.0.10.2.1.1.55',
  placeOfBirth: '1.3.6.1.5.5.7.9.2',
  birthName: '1.2.40.0.10.2.1.1.225566',
  nationality: '1.2.40.0.10.2.1.1.225577',
  documentType: '1.2.40.0.10.2.1.1.552255',
  /** A religious or stage name. */
  pseudonym: '1.2.40.0.10.2.1.1.226699',
  /** The person, as this service provider knows them. */
  bPK2: '1.3.6.1.4.1.25484.494450.3',
  assertionProvedBy: '1.3.6.1.4.1.25484.494450.2',
  eidasIssuingCountry: '1.3.6.1.4.1.25484.494450.10.1',
} as const;

/** How an assertion says what was used (`AssertionProvedBy`). */
export const meansByWord: ReadonlyMap<string, Means> = new Map([
  ['eidas', 'eidas'],
  ['eid', 'eid'],
  ['smart-eid', 'smart-eid'],
  ['elster', 'elster'],
  ['benutzername', 'password'],
  ['fink', 'fink'],
  ['diia', 'diia'],
]);

/** How a request names what may be offered; the smart eID goes with the ID card. */
export const authnMethods = {
  Benutzername: ['password'],
  Diia: ['diia'],
  eID: ['eid', 'smart-eid'],
  eIDAS: ['eidas'],
  Elster: ['elster'],
  FINK: ['fink'],
} as const satisfies Record<string, readonly Means[]>;
