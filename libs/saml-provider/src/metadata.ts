import { metadataNamespace, postBinding, redirectBinding, transient, xmlSignature } from './names';
import { elements, escapeXml, readXml } from './xml';

/** What an identity provider makes known about itself. */
export interface ProviderDescription {
  readonly entityId: string;
  /** The address that takes requests, by POST and by redirect. */
  readonly signOnUrl: string;
  /** Certificates (PEM) of the keys it signs with. */
  readonly certificates: readonly string[];
  readonly nameIdFormat?: string;
}

/** The metadata of an identity provider. */
export function providerMetadata(description: ProviderDescription): string {
  const { entityId, signOnUrl, certificates, nameIdFormat = transient } = description;
  const keys = certificates.map(
    (certificate) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${bare(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const services = [postBinding, redirectBinding].map(
    (binding) => `<md:SingleSignOnService Binding="${binding}" Location="${escapeXml(signOnUrl)}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${metadataNamespace}" xmlns:ds="${xmlSignature}" entityID="${escapeXml(entityId)}">
<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${keys.join('\n')}
<md:NameIDFormat>${nameIdFormat}</md:NameIDFormat>
${services.join('\n')}
</md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}

/** What a service provider made known about itself. */
export interface ServiceProvider {
  readonly entityId: string;
  /** Certificates (PEM) of the keys it may sign with: two while it exchanges them. */
  readonly signingCertificates: readonly string[];
  /** Certificates (PEM) that an assertion may be encrypted for. */
  readonly encryptionCertificates: readonly string[];
  /** Where it takes answers by POST; the first is the default. */
  readonly consumerUrls: readonly string[];
}

/** @throws Error where it is not the metadata of a service provider that takes answers by POST */
export function readServiceProvider(xml: string): ServiceProvider {
  const entity = readXml(xml).documentElement;
  const keysFor = (use: string) =>
    elements(entity, metadataNamespace, 'KeyDescriptor')
      .filter((key) => [use, ''].includes(key.getAttribute('use') ?? '')) // without a use: for both
      .flatMap((key) => elements(key, xmlSignature, 'X509Certificate'))
      .map((certificate) => asPem(certificate.textContent ?? ''));
  const found = {
    entityId: entity.getAttribute('entityID') ?? '',
    signingCertificates: keysFor('signing'),
    encryptionCertificates: keysFor('encryption'),
    consumerUrls: elements(entity, metadataNamespace, 'AssertionConsumerService')
      .filter((service) => service.getAttribute('Binding') === postBinding)
      .map((service) => service.getAttribute('Location') ?? ''),
  };
  if (!found.entityId || found.consumerUrls.length === 0)
    throw new Error('This is not the metadata of a service provider that takes answers by POST.');
  return found;
}

/** A certificate without the lines around it. */
export function bare(certificate: string): string {
  return certificate.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '');
}

function asPem(certificate: string): string {
  const lines = bare(certificate).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
