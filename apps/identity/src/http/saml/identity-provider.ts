import { X509Certificate } from 'node:crypto';
import { bindings, namespaces, type Binding } from './names';
import { children, elements, readXml, textOf } from './xml';

/** What the metadata of an identity provider tell. */
export interface IdentityProvider {
  readonly entityId: string;
  /** Where requests go, by binding. */
  readonly signOn: Readonly<Partial<Record<Binding, string>>>;
  /** Certificates (PEM) of the keys it signs with: two while it exchanges them. */
  readonly certificates: readonly string[];
}

/** Shorter RSA keys are not believed (BSI TR-02102-1 asks for 3000 bits; BundID's partners still have 2048). */
const leastKeyBits = 2048;

/**
 * Reads an identity provider's metadata.
 * @param isUsable whether requests may go to an address
 * @throws Error that says what is missing or wrong
 */
export function readIdentityProvider(xml: string, isUsable: (address: string) => boolean): IdentityProvider {
  const root = readXml(xml).documentElement;
  const [descriptor, another] = elements(root, namespaces.metadata, 'IDPSSODescriptor');
  if (descriptor === undefined) throw new Error('it describes no identity provider (IDPSSODescriptor)');
  if (another !== undefined) throw new Error('it describes several identity providers; one is needed');
  const entityId = (descriptor.parentNode as Element).getAttribute('entityID');
  if (!entityId) throw new Error('it names no entityID');
  const certificates = children(descriptor, namespaces.metadata, 'KeyDescriptor')
    .filter((key) => ['signing', ''].includes(key.getAttribute('use') ?? '')) // without a use: for both
    .flatMap((key) => elements(key, namespaces.signature, 'X509Certificate'))
    .map((certificate) => readCertificate(textOf(certificate) ?? ''));
  if (certificates.length === 0) throw new Error('it names no certificate of a key that signs');
  return { entityId, certificates, signOn: signOnOf(descriptor, isUsable) };
}

function signOnOf(descriptor: Element, isUsable: (address: string) => boolean): IdentityProvider['signOn'] {
  const services = children(descriptor, namespaces.metadata, 'SingleSignOnService');
  const addressOf = (binding: Binding): string | undefined =>
    services
      .filter((service) => service.getAttribute('Binding') === bindings[binding])
      .map((service) => service.getAttribute('Location') ?? '')[0];
  const [post, redirect] = [addressOf('post'), addressOf('redirect')];
  for (const address of [post, redirect])
    if (address !== undefined && !isUsable(address))
      throw new Error(`its SingleSignOnService ${address} is no https address`);
  if (post === undefined && redirect === undefined)
    throw new Error('it names no SingleSignOnService by HTTP-POST or HTTP-Redirect');
  return { ...(post && { post }), ...(redirect && { redirect }) };
}

function readCertificate(base64: string): string {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new Error('one of its certificates cannot be read');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  if (type !== 'rsa' || (details?.modulusLength ?? 0) < leastKeyBits)
    throw new Error(`one of its keys is not an RSA key of at least ${leastKeyBits} bits`);
  return certificate.toString();
}
