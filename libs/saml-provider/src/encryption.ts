import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import {
  encrypt,
  type EncryptionAlgorithm,
  type EncryptOptions,
  type KeyEncryptionAlgorithm,
} from 'xml-encryption';
import { assertion } from './names';

/** How an assertion is encrypted; the default is what BundID announces: AES-256-GCM under RSA-OAEP. */
export interface Encryption {
  readonly content?: EncryptionAlgorithm;
  readonly transport?: KeyEncryptionAlgorithm;
}

const encryptXml = promisify<string, EncryptOptions, string>(encrypt);

/**
 * Replaces the assertion that lies open in a response by an encrypted one. (samlify does not know AES-256-GCM.)
 * @param certificate PEM of the service provider's key
 * @throws Error where there is no assertion
 */
export async function encryptAssertion(
  response: string,
  certificate: string,
  {
    content = 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    transport = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  }: Encryption = {},
): Promise<string> {
  const [open] = /<(\w+):Assertion[\s>].*<\/\1:Assertion>/s.exec(response) ?? [];
  if (!open) throw new Error('There is no assertion in the response.');
  const { publicKey } = new X509Certificate(certificate);
  const encrypted = await encryptXml(open, {
    rsa_pub: publicKey.export({ type: 'spki', format: 'pem' }),
    pem: certificate,
    encryptionAlgorithm: content,
    keyEncryptionAlgorithm: transport,
    // A test may want what nobody should use.
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  });
  const around = `<saml2:EncryptedAssertion xmlns:saml2="${assertion}">${encrypted}</saml2:EncryptedAssertion>`;
  return response.replace(open, () => around);
}
