/**
 * Which algorithms are believed (BSI TR-02102-1; XML Encryption 1.1, 5.5). SHA-1 signs nothing, RSA-1.5 moves no key. AES-CBC
 * is for providers that cannot do better, where the operator says so: without integrity of its own it invites those who send
 * changed ciphertexts and watch the answers. Each answer of ours looks the same, and each attempt takes one.
 */

const xmldsigMore = 'http://www.w3.org/2001/04/xmldsig-more#';
const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const xmlenc11 = 'http://www.w3.org/2009/xmlenc11#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export const signatureMethods: readonly string[] = [
  `${xmldsigMore}rsa-sha256`,
  `${xmldsigMore}rsa-sha512`,
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', // RSASSA-PSS, which BundID announces
];
export const digestMethods: readonly string[] = [`${xmlenc}sha256`, `${xmlenc}sha512`];
export const canonicalisations: readonly string[] = [exclusive, `${exclusive}WithComments`];
export const transforms: readonly string[] = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  ...canonicalisations,
];

/** How a key may be wrapped; the digest of OAEP needs no resistance to collisions, so SHA-1 is no weakness there. */
export const keyTransports: readonly string[] = [`${xmlenc}rsa-oaep-mgf1p`, `${xmlenc11}rsa-oaep`];

/** How the assertion itself may be encrypted. */
export const contentEncryptions = ['aes-gcm', 'aes-cbc'] as const;
export type ContentEncryption = (typeof contentEncryptions)[number];

export const contentAlgorithms: Readonly<Record<ContentEncryption, readonly string[]>> = {
  'aes-gcm': [`${xmlenc11}aes256-gcm`, `${xmlenc11}aes128-gcm`],
  'aes-cbc': [`${xmlenc}aes256-cbc`, `${xmlenc}aes128-cbc`],
};
