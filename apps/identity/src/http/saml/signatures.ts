import { SignedXml } from 'xml-crypto';
import { canonicalisations, digestMethods, signatureMethods, transforms } from './algorithms';
import { namespaces } from './names';
import { RefusedResponse } from './refused-response';
import { children, elements } from './xml';

/**
 * Whether every signature in a document stands where it belongs and is made as it must be: at most one, right below the root,
 * over the root as a whole, by algorithms that are believed. Whose it is is verified after that.
 * @param what for the log
 * @throws RefusedResponse
 */
export function assertSignaturePolicy(root: Element, what: string): void {
  const signatures = elements(root, '*', 'Signature');
  if (signatures.length === 0) return;
  const [signature, another] = signatures;
  if (another !== undefined || signature?.parentNode !== root)
    throw new RefusedResponse('bad-signature', `a signature of the ${what} is not where it belongs`);
  const references = elements(signature, '*', 'Reference').filter(
    ({ parentNode }) => (parentNode as Element).localName === 'SignedInfo',
  );
  const id = root.getAttribute('ID');
  if (references.length !== 1 || !id || references[0]?.getAttribute('URI') !== `#${id}`)
    throw new RefusedResponse('bad-signature', `the signature of the ${what} is over something else`);
  const used = (name: string) =>
    elements(signature, '*', name).map((one) => one.getAttribute('Algorithm') ?? '');
  const isBelieved =
    believes(used('SignatureMethod'), signatureMethods, 1) &&
    believes(used('DigestMethod'), digestMethods, 1) &&
    believes(used('CanonicalizationMethod'), canonicalisations, 1);
  if (!isBelieved) throw new RefusedResponse('weak-algorithm', `the ${what} is signed by a weak algorithm`);
  if (!believes(used('Transform'), transforms))
    throw new RefusedResponse('bad-signature', `the ${what} is transformed before it is verified`);
}

function believes(used: readonly string[], believed: readonly string[], number = used.length): boolean {
  return used.length === number && used.every((algorithm) => believed.includes(algorithm));
}

/**
 * Verifies the signature of the root, where there is one; the policy has been checked.
 * @param certificates PEM of the keys that may have signed
 * @throws RefusedResponse
 */
export function verifySignatureOf(root: Element, xml: string, certificates: readonly string[]): void {
  const [signature] = children(root, namespaces.signature, 'Signature');
  if (signature === undefined) return;
  const isBy = (publicCert: string): boolean => {
    const signed = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    try {
      signed.loadSignature(signature);
      return signed.checkSignature(xml.replace(/\r\n?/g, '\n')); // as a parser of XML normalises what was signed
    } catch {
      return false; // of another key, or changed
    }
  };
  if (!certificates.some(isBy))
    throw new RefusedResponse('bad-signature', 'the response was changed or forged');
}
