import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/node-saml';
import type { RefusalReason } from '../../domain/sign-in-attempt';
import type { SamlProvider } from '../../providers';
import { readAssertion, type Assertion } from './assertion';
import { decryptedAssertion } from './decryption';
import type { ServiceProviderKeys } from './keys';
import { namespaces } from './names';
import { RefusedResponse } from './refused-response';
import type { ReceivedResponse } from './response';
import { verifySignatureOf } from './signatures';
import { escapeXml } from './xml';

/** A city as a service provider: what it is known as, and where answers go. */
export interface ServiceProvider {
  readonly entityId: string;
  /** The address that takes answers. */
  readonly consumerUrl: string;
  readonly keys: ServiceProviderKeys;
}

/** How far the provider's clock may be ahead of ours, or behind, in milliseconds. */
export const clockSkewMs = 30_000;
/** An assertion is presented at once; BundID's window is as long (bundid.md). Milliseconds. */
export const oldestAssertionMs = 5 * 60_000;

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/**
 * What an answer says about somebody, once everything about it is verified: whose it is, for whom, to which request, and when.
 * Signature, times, audience and request are node-saml's to verify; it is handed the decrypted assertion and nothing else of
 * what was sent, so that nothing that lies around it is ever believed.
 * @param requestId what the answer has to be the answer to
 * @throws RefusedResponse
 */
export async function verifiedAssertion(
  response: ReceivedResponse,
  provider: SamlProvider,
  city: ServiceProvider,
  requestId: string,
): Promise<Assertion> {
  assertAddressed(response, provider, city, requestId);
  verifySignatureOf(response.root, response.xml, provider.certificates);
  if (response.assertion === undefined) throw new RefusedResponse('malformed', 'there is no assertion');
  const decrypted = await decryptedAssertion(response.assertion, city.keys, provider.encryption);
  const assertion = readAssertion(await signedPartOf(decrypted, provider, city, requestId));
  assertPresentable(assertion, provider, city, requestId);
  return assertion;
}

/** Whether an answer names the right sender, place and request; without this it is not worth a look at its signature. */
export function assertAddressed(
  { issuer, destination, inResponseTo }: ReceivedResponse,
  { entityId }: SamlProvider,
  { consumerUrl }: ServiceProvider,
  requestId: string,
): void {
  if (issuer !== undefined && issuer !== entityId)
    throw new RefusedResponse('wrong-issuer', 'another provider answers');
  if (destination !== undefined && destination !== consumerUrl)
    throw new RefusedResponse('wrong-recipient', 'the answer is for another address');
  if (inResponseTo !== requestId)
    throw new RefusedResponse('wrong-request', 'the answer is to another request');
}

/** The part of the assertion that is signed, in the form in which it was. */
async function signedPartOf(
  decrypted: string,
  provider: SamlProvider,
  { entityId, consumerUrl }: ServiceProvider,
  requestId: string,
): Promise<string> {
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: consumerUrl,
    idpCert: [...provider.certificates],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false, // what is handed over is ours; the one that came was verified if it was signed
    signatureAlgorithm: 'sha256',
    acceptedClockSkewMs: clockSkewMs,
    maxAssertionAgeMs: oldestAssertionMs,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: onlyRequest(requestId),
  });
  const content = decrypted.replace(/^\s*<\?xml[^>]*\?>/, '');
  const response = `<p:Response xmlns:p="${namespaces.protocol}" InResponseTo="${escapeXml(requestId)}">${content}</p:Response>`;
  try {
    const { profile } = await saml.validatePostResponseAsync({
      SAMLResponse: Buffer.from(response).toString('base64'),
    });
    const xml = profile?.getAssertionXml?.();
    if (xml === undefined) throw new Error('no assertion was verified');
    return xml;
  } catch (error) {
    throw new RefusedResponse(reasonOf(error), 'the assertion is not valid', { cause: error });
  }
}

/** The one request that the answer may be to; that it is answered once is the attempt's to see to. */
function onlyRequest(requestId: string): CacheProvider {
  return {
    saveAsync: () => Promise.resolve(null),
    getAsync: (id) => Promise.resolve(id === requestId ? new Date().toISOString() : null),
    removeAsync: () => Promise.resolve(null),
  };
}

/** What node-saml leaves to its callers: who issued the assertion, and who may present it where. */
function assertPresentable(
  { issuer, confirmations: [confirmation, ...others] }: Assertion,
  { entityId }: SamlProvider,
  { consumerUrl }: ServiceProvider,
  requestId: string,
): void {
  if (issuer !== entityId) throw new RefusedResponse('wrong-issuer', 'another provider issued the assertion');
  if (confirmation?.method !== bearer || others.length > 0)
    throw new RefusedResponse('malformed', 'the assertion is not for whoever bears it');
  if (confirmation.recipient !== consumerUrl)
    throw new RefusedResponse('wrong-recipient', 'the assertion is for another address');
  if (confirmation.inResponseTo !== requestId)
    throw new RefusedResponse('wrong-request', 'the assertion is to another request');
}

/** For the record; that it is refused does not hang on these words. */
function reasonOf(error: unknown): RefusalReason {
  const message = error instanceof Error ? error.message : '';
  if (/not yet valid/.test(message)) return 'not-yet-valid';
  if (/expired|subject confirmation/.test(message)) return 'expired';
  if (/audience/i.test(message)) return 'wrong-audience';
  if (/InResponseTo/.test(message)) return 'wrong-request';
  if (/signature/i.test(message)) return 'bad-signature';
  return 'malformed';
}
