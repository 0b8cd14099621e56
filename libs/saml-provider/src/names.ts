/** The names of SAML 2.0 and of BundID that stand in messages (interface description 10.2, chapters 6, 8, 9). */

export const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const assertion = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata';
export const xmlSignature = 'http://www.w3.org/2000/09/xmldsig#';
/** BundID's own: the extension of a request, and the trust level of an attribute. */
export const akdb = 'https://www.akdb.de/request/2018/09';
export const classicUi = 'https://www.akdb.de/request/2018/09/classic-ui/v1';

export const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
export const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
export const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const statusPrefix = 'urn:oasis:names:tc:SAML:2.0:status:';
/** A status code by its last word, e.g. `AuthnFailed`. */
export const statusCode = (word: string): string => statusPrefix + word;

/** The attributes that BundID can tell, by the names people use for them; the wire knows the OID alone. */
export const oids = {
  givenName: 'urn:oid:2.5.4.42',
  surname: 'urn:oid:2.5.4.4',
  mail: 'urn:oid:0.9.2342.19200300.100.1.3',
  postalAddress: 'urn:oid:2.5.4.16',
  postalCode: 'urn:oid:2.5.4.17',
  localityName: 'urn:oid:2.5.4.7',
  country: 'urn:oid:1.2.40.0.10.2.1.1.225599',
  personalTitle: 'urn:oid:0.9.2342.19200300.100.1.40',
  gender: 'urn:oid:1.3.6.1.4.1.33592.1.3.5',
  birthdate: 'urn:oid:1.2.40.0.10.2.1.1.55',
  placeOfBirth: 'urn:oid:1.3.6.1.5.5.7.9.2',
  birthName: 'urn:oid:1.2.40.0.10.2.1.1.225566',
  nationality: 'urn:oid:1.2.40.0.10.2.1.1.225577',
  documentType: 'urn:oid:1.2.40.0.10.2.1.1.552255',
  telephoneNumber: 'urn:oid:2.5.4.20',
  pseudonym: 'urn:oid:1.2.40.0.10.2.1.1.226699',
  bPK2: 'urn:oid:1.3.6.1.4.1.25484.494450.3',
  version: 'urn:oid:1.3.6.1.4.1.25484.494450.1',
  assertionProvedBy: 'urn:oid:1.3.6.1.4.1.25484.494450.2',
  applicationId: 'urn:oid:1.3.6.1.4.1.25484.494450.4',
  mfa: 'urn:oid:1.3.6.1.4.1.25484.494450.7',
  eidasIssuingCountry: 'urn:oid:1.3.6.1.4.1.25484.494450.10.1',
  legacyPostkorbHandle: 'urn:oid:2.5.4.18',
} as const;
export type AttributeName = keyof typeof oids;

/** With what a person showed who they are, in the words of `AssertionProvedBy`. */
export const means = ['Benutzername', 'Elster', 'eID', 'Smart-eID', 'eIDAS', 'FINK', 'Diia'] as const;
export type Means = (typeof means)[number];

/** The `n` of `STORK-QAA-Level-n`: 1 basic registration, 2 low, 3 substantial, 4 high. */
export type StorkLevel = 1 | 2 | 3 | 4;
export const storkLevels = [1, 2, 3, 4] as const satisfies readonly StorkLevel[];
export const authnContext = (level: StorkLevel): string => `STORK-QAA-Level-${level}`;

/** `akdb:TrustLevel` of an attribute that is proven at a level. */
export const trustLevels: Readonly<Record<StorkLevel, string>> = {
  1: 'UNTERGEORDNET',
  2: 'NORMAL',
  3: 'SUBSTANTIELL',
  4: 'HOCH',
};
