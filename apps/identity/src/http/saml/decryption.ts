import { promisify } from 'node:util';
import { decrypt, type DecryptOptions } from 'xml-encryption';
import { contentAlgorithms, keyTransports, type ContentEncryption } from './algorithms';
import type { ServiceProviderKeys } from './keys';
import { namespaces } from './names';
import { RefusedResponse } from './refused-response';
import { parsed } from './response';
import { assertSignaturePolicy } from './signatures';
import { children, elements, xmlOf } from './xml';

const decryptXml = promisify<string, DecryptOptions, string>(decrypt);

/**
 * Opens an encrypted assertion with whichever of the city's keys fits, and reads it as strictly as the response. Anybody can
 * encrypt for us: what comes out is as little believed as what came in.
 * @returns the assertion as it was signed
 * @throws RefusedResponse
 */
export async function decryptedAssertion(
  encrypted: Element,
  keys: ServiceProviderKeys,
  allowed: readonly ContentEncryption[],
): Promise<string> {
  assertEncryptionPolicy(encrypted, allowed);
  const text = await opened(xmlOf(encrypted), keys);
  const root = parsed(text).documentElement;
  if (root.namespaceURI !== namespaces.assertion || root.localName !== 'Assertion')
    throw new RefusedResponse('malformed', 'what is encrypted is no assertion');
  if (elements(root, '*', 'Assertion').length + elements(root, '*', 'EncryptedAssertion').length > 0)
    throw new RefusedResponse('several-assertions', 'an assertion within the assertion');
  if (children(root, namespaces.signature, 'Signature').length === 0)
    throw new RefusedResponse('unsigned', 'the assertion is not signed');
  assertSignaturePolicy(root, 'assertion');
  return text;
}

function assertEncryptionPolicy(encrypted: Element, allowed: readonly ContentEncryption[]): void {
  const [data, key] = [elements(encrypted, '*', 'EncryptedData'), elements(encrypted, '*', 'EncryptedKey')];
  if (data.length !== 1 || key.length !== 1 || elements(encrypted, '*', 'EncryptionMethod').length !== 2)
    throw new RefusedResponse('malformed', 'it is not encrypted once, with one key');
  const content = algorithmOf(data[0]);
  const isBelieved =
    keyTransports.includes(algorithmOf(key[0])) &&
    allowed.some((encryption) => contentAlgorithms[encryption].includes(content));
  if (!isBelieved)
    throw new RefusedResponse('weak-algorithm', 'the assertion is encrypted by a weak algorithm');
}

function algorithmOf(encrypted: Element | undefined): string {
  const [method] = encrypted ? children(encrypted, namespaces.encryption, 'EncryptionMethod') : [];
  return method?.getAttribute('Algorithm') ?? '';
}

/** The keys are tried one after the other: a message need not say for which of them it is. */
async function opened(xml: string, keys: ServiceProviderKeys): Promise<string> {
  for (const { privateKey: key } of keys) {
    try {
      // Which algorithms are allowed was decided above, in one place.
      return await decryptXml(xml, {
        key,
        disallowDecryptionWithInsecureAlgorithm: false,
        warnInsecureAlgorithm: false,
      });
    } catch {
      // Of another key, or changed: the difference is nobody's business.
    }
  }
  throw new RefusedResponse('not-decryptable', 'none of the keys opens the assertion');
}
