import { constants, sign } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { canonicalisations, digestMethods, transforms } from './algorithms';
import type { ServiceProviderKey } from './keys';

/** RSASSA-PSS with SHA-256 (RFC 6931, 2.3.10), which BundID announces and which node-saml does not know. */
export const rsaPss = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1';

/** A request of the HTTP-POST binding, signed: the signature stands in it, behind the issuer. @param base64 of the request as it is */
export function signedRequest(base64: string, { privateKey, certificate }: ServiceProviderKey): string {
  const root = "/*[local-name(.)='AuthnRequest']";
  const signing = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: rsaPss,
    canonicalizationAlgorithm: canonicalisations[0] ?? '',
  });
  signing.addReference({
    xpath: root,
    digestAlgorithm: digestMethods[0] ?? '',
    transforms: transforms.slice(0, 2),
  });
  signing.computeSignature(Buffer.from(base64, 'base64').toString(), {
    location: { reference: `${root}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return Buffer.from(signing.getSignedXml()).toString('base64');
}

/** An address of the HTTP-Redirect binding, signed: the signature stands beside the request (SAML Bindings, 3.4.4.1). */
export function signedAddress(address: string, { privateKey }: ServiceProviderKey): string {
  const url = new URL(address);
  url.searchParams.set('SigAlg', rsaPss);
  // Signed is what is sent, letter by letter and in this order.
  const named = (name: string) => `${name}=${encodeURIComponent(url.searchParams.get(name) ?? '')}`;
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].map(named).join('&');
  const key = {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  const signature = sign('sha256', Buffer.from(signed), key).toString('base64');
  for (const name of ['SAMLRequest', 'RelayState', 'SigAlg']) url.searchParams.delete(name);
  const others = url.searchParams.size > 0 ? `${url.searchParams.toString()}&` : '';
  return `${url.origin}${url.pathname}?${others}${signed}&Signature=${encodeURIComponent(signature)}`;
}
