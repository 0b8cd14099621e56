import { SAML } from '@node-saml/node-saml';
import { v4 as uuidv4 } from 'uuid';
import type { LevelOfAssurance } from '../../domain/means';
import { akdbExtension, leastContext, type AuthnRequestOptions } from './authn-request';
import { signingKey } from './keys';
import { nameIdFormatOf } from './metadata';
import type { Partners } from './partners';
import { signedAddress, signedRequest } from './pss';

/** How the browser carries a request to the provider: a form that it posts, or an address that it opens. */
export type Departure =
  | { readonly binding: 'post'; readonly action: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly binding: 'redirect'; readonly url: string };

/** What is asked of a provider. */
export interface Asked extends AuthnRequestOptions {
  /** Our own; the answer names it (`InResponseTo`). */
  readonly requestId: string;
  /** Comes back as it is (`RelayState`). */
  readonly relayState: string;
  readonly level: LevelOfAssurance;
  /** Nobody is let in because they were there a moment ago (W2 W3). */
  readonly fresh: boolean;
}

/** The id of a request: an XML name, so it begins with no digit. */
export const newRequestId = (): string => `_${uuidv4()}`;

/** A signed request, ready to be carried to the provider. */
export async function leaveFor({ provider, city }: Partners, asked: Asked): Promise<Departure> {
  const { binding, dialect, signOn, certificates, requestSignature } = provider;
  const key = signingKey(city.keys, new Date());
  const context = leastContext(asked.level, provider);
  const action = signOn[binding] ?? '';
  const saml = new SAML({
    entryPoint: action,
    issuer: city.entityId,
    callbackUrl: city.consumerUrl,
    idpCert: [...certificates],
    ...(requestSignature === 'rsa' && { privateKey: key.privateKey, publicCert: key.certificate }),
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: nameIdFormatOf(dialect),
    forceAuthn: asked.fresh,
    racComparison: 'minimum', // "exact" is obsolete
    ...(context === undefined ? { disableRequestedAuthnContext: true } : { authnContext: [context] }),
    ...(dialect === 'akdb' && { samlAuthnRequestExtensions: akdbExtension(asked) }),
    generateUniqueId: () => asked.requestId,
    skipRequestCompression: binding === 'post',
  });
  if (binding === 'redirect') {
    const url = await saml.getAuthorizeUrlAsync(asked.relayState, undefined, {});
    return { binding, url: requestSignature === 'rsa-pss' ? signedAddress(url, key) : url };
  }
  const fields = (await saml.getAuthorizeMessageAsync(asked.relayState, undefined, {})) as Record<
    string,
    string
  >;
  if (requestSignature === 'rsa-pss') fields['SAMLRequest'] = signedRequest(fields['SAMLRequest'] ?? '', key);
  return { binding, action, fields };
}
