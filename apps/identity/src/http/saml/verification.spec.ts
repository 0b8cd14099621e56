import { createPrivateKey, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { SignedXml } from 'xml-crypto';
import { encrypt, type EncryptOptions } from 'xml-encryption';
import {
  attributesOf,
  encryptAssertion,
  findPerson,
  newCertifiedKey,
  responseParts,
  sign,
  successResponse,
  type CertifiedKey,
  type ResponseParts,
} from '#saml-provider';
import type { SamlProvider } from '../../providers';
import type { ServiceProviderKeys } from './keys';
import { readResponse } from './response';
import { clockSkewMs, verifiedAssertion, type ServiceProvider } from './verification';

// What other providers send, each in its own way, and is right. What is wrong stands in test/saml-attacks.int.spec.ts.

let provider: CertifiedKey;
let next: CertifiedKey;
let own: CertifiedKey;
let former: CertifiedKey;
beforeAll(async () => {
  [provider, next, own, former] = (await Promise.all(
    ['provider', 'next', 'own', 'former'].map((name) => newCertifiedKey(name)),
  )) as [CertifiedKey, CertifiedKey, CertifiedKey, CertifiedKey];
});

const entityId = 'https://serviceportal.rees.example/bundid';
const consumerUrl = 'https://rees.example/api/saml/acs';
const issuer = 'https://idp.example';
const requestId = '_1';

const believed = (settings: Partial<SamlProvider> = {}): SamlProvider => ({
  entityId: issuer,
  signOn: { post: `${issuer}/sso` },
  certificates: [provider.certificate],
  dialect: 'akdb',
  binding: 'post',
  requestSignature: 'rsa',
  encryption: ['aes-gcm'],
  levels: {},
  ...settings,
});
const city = (): ServiceProvider => {
  const keyOf = ({ key, certificate }: CertifiedKey) => ({
    privateKey: key,
    certificate,
    validFrom: new Date(),
  });
  return { entityId, consumerUrl, keys: [own, former].map(keyOf) as unknown as ServiceProviderKeys };
};

const erika = findPerson('erika.mustermann')!;
const open = (bent: Partial<ResponseParts> = {}) =>
  successResponse(
    responseParts(
      { issuer, audience: entityId, destination: consumerUrl, inResponseTo: requestId, ...bent },
      4,
      attributesOf({ person: erika, means: 'eID', level: 4 }, entityId),
    ),
  );
const signed = (bent: Partial<ResponseParts> = {}) => sign(open(bent), 'assertion', provider);
const sealed = (xml: string, key = own) => encryptAssertion(xml, key.certificate);
const read = async (xml: string, settings?: Partial<SamlProvider>) => {
  const response = readResponse(Buffer.from(xml).toString('base64'));
  const { attributes } = await verifiedAssertion(response, believed(settings), city(), requestId);
  return attributes.find(({ oid }) => oid === '2.5.4.4')?.values;
};
const isErika = async (xml: Promise<string> | string, settings?: Partial<SamlProvider>) =>
  expect(await read(await xml, settings)).toEqual(['Mustermann']);
const isRefused = async (xml: Promise<string> | string, reason: string, settings?: Partial<SamlProvider>) =>
  expect(read(await xml, settings)).rejects.toMatchObject({ reason });

/** Encrypts as a library does that is told everything. */
const encryptedBy = async (
  options: Partial<EncryptOptions> & Record<string, unknown>,
  before = '',
): Promise<string> => {
  const xml = signed();
  const [assertion = ''] = /<saml2:Assertion.*<\/saml2:Assertion>/s.exec(xml) ?? [];
  const all = {
    rsa_pub: new X509Certificate(own.certificate).publicKey.export({ type: 'spki', format: 'pem' }),
    pem: own.certificate,
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
    ...options,
  } as EncryptOptions;
  const cipher = await promisify<string, EncryptOptions, string>(encrypt)(before + assertion, all);
  return xml.replace(
    assertion,
    () => `<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${cipher}</EncryptedAssertion>`,
  );
};

describe('an answer is understood', () => {
  test('with the assertion signed', () => isErika(sealed(signed())));
  test('with the response signed as well', async () =>
    isErika(sign(await sealed(signed()), 'response', provider)));
  test('signed by SHA-512', () =>
    isErika(
      sealed(sign(open(), 'assertion', provider, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512')),
    ));
  test('signed by RSASSA-PSS, which BundID announces', () => isErika(sealed(signedByPss())));
  test('signed by the provider’s next key, while both stand in its metadata', () =>
    isErika(sealed(sign(open(), 'assertion', next)), {
      certificates: [provider.certificate, next.certificate],
    }));
  test('encrypted for the city’s former key', () => isErika(sealed(signed(), former)));
  test('encrypted by AES-128-GCM', () =>
    isErika(encryptedBy({ encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm' })));
  test('encrypted by OAEP with SHA-256, as XML Encryption 1.1 writes it (Keycloak)', () =>
    isErika(
      encryptedBy({
        keyEncryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep' as never,
        keyEncryptionDigest: 'sha256',
        keyEncryptionMgf: 'sha256',
      }),
    ));
  test('encrypted by AES-CBC where the operator allows it', () =>
    isErika(encryptedBy({ encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc' }), {
      encryption: ['aes-gcm', 'aes-cbc'],
    }));
  test('with a declaration of XML before it and lines as Windows ends them', async () =>
    isErika(
      `<?xml version="1.0" encoding="UTF-8"?>\r\n${(await sealed(signed())).replace('<saml2p:Status>', '\r\n<saml2p:Status>')}`,
    ));
  test('in base64 with lines', async () => {
    const base64 = Buffer.from(await sealed(signed()))
      .toString('base64')
      .replace(/.{76}/g, '$&\r\n');
    const response = readResponse(base64);
    const { issuer: told } = await verifiedAssertion(response, believed(), city(), requestId);
    expect(told).toBe(issuer);
  });
  test('to a request whose id begins with a digit', async () => {
    const response = readResponse(
      Buffer.from(await sealed(signed({ inResponseTo: '1a' }))).toString('base64'),
    );
    await expect(verifiedAssertion(response, believed(), city(), '1a')).resolves.toMatchObject({ issuer });
  });
  test('from a clock that is a little ahead', () =>
    isErika(sealed(signed({ issuedAt: new Date(Date.now() + clockSkewMs - 10_000) }))));
  test('from a clock that is a little behind', () => {
    const notOnOrAfter = new Date(Date.now() - clockSkewMs + 10_000);
    return isErika(sealed(signed({ notBefore: new Date(Date.now() - 60_000), notOnOrAfter })));
  });
});

describe('an answer is refused', () => {
  test('from a clock that is too far ahead', () =>
    isRefused(sealed(signed({ issuedAt: new Date(Date.now() + clockSkewMs + 10_000) })), 'not-yet-valid'));
  test('with a signature of the response by somebody else, although the assertion is right', async () =>
    isRefused(sign(await sealed(signed()), 'response', next), 'bad-signature'));
  test('with a document type before the assertion that is encrypted', () =>
    isRefused(encryptedBy({}, '<!DOCTYPE x>'), 'malformed'));
  test('by the key of a provider that is not believed any more', () =>
    isRefused(sealed(signed()), 'bad-signature', { certificates: [next.certificate] }));
  test('encrypted by AES-CBC where nobody allowed it', () =>
    isRefused(
      encryptedBy({ encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc' }),
      'weak-algorithm',
    ));
});

/** As xml-crypto does it: samlify knows no PSS. */
function signedByPss(): string {
  const algorithm = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1';
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signing = new SignedXml({
    privateKey: createPrivateKey(provider.key).export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: exclusive,
  });
  signing.addReference({
    xpath: "/*/*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  signing.computeSignature(open(), {
    location: { reference: "/*/*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signing.getSignedXml();
}
