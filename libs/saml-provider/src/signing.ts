import { SamlLib, SPMetadata } from 'samlify';
import { bare } from './metadata';
import type { CertifiedKey } from './certified-key';
import { rsaSha256, sha256, xmlSignature } from './names';
import { elements, readXml } from './xml';

/** What of a response is signed. */
export type Signed = 'assertion' | 'response';

/**
 * Signs the assertion that lies open in a response, or the response as a whole; exclusive canonicalisation.
 * @param algorithm URI of the signature; the digest goes with it
 */
export function sign(response: string, what: Signed, by: CertifiedKey, algorithm = rsaSha256): string {
  const place = { assertion: "/*/*[local-name(.)='Assertion']", response: '/*' }[what];
  return SamlLib.constructSAMLSignature({
    rawSamlMessage: response,
    referenceTagXPath: place,
    privateKey: by.key,
    signatureAlgorithm: algorithm,
    signingCert: bare(by.certificate),
    isBase64Output: false,
    signatureConfig: {
      prefix: 'ds',
      location: { reference: `${place}/*[local-name(.)='Issuer']`, action: 'after' },
    },
  });
}

/**
 * Whether the root of a message is signed with one of the keys, by RSA with SHA-256 and nothing weaker.
 * @param certificates PEM
 */
export function isSigned(message: string, certificates: readonly string[]): boolean {
  const root = readXml(message).documentElement;
  const algorithms = ['SignatureMethod', 'DigestMethod'].map((name) =>
    elements(root, xmlSignature, name).map((element) => element.getAttribute('Algorithm')),
  );
  if (algorithms.join(' ') !== `${rsaSha256} ${sha256}`) return false; // one signature, with one reference
  const [reference] = elements(root, xmlSignature, 'Reference');
  const id = root.getAttribute('ID');
  if (!id || reference?.getAttribute('URI') !== `#${id}`) return false;
  return certificates.some((certificate) => {
    try {
      const [verified] = SamlLib.verifySignature(message, { metadata: knowing(certificate) });
      return verified;
    } catch {
      return false; // the message names another certificate
    }
  });
}

/** What samlify wants to know about who signed. */
function knowing(certificate: string): ReturnType<typeof SPMetadata> {
  return SPMetadata({
    entityID: 'signer',
    authnRequestsSigned: true,
    signingCert: bare(certificate),
    assertionConsumerService: [],
  });
}
