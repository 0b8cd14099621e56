import { contentAlgorithms, keyTransports } from './algorithms';
import { bindings, nameIdFormats, namespaces } from './names';
import type { Dialect } from '../../providers';
import type { ServiceProvider } from './verification';
import { escapeXml } from './xml';

/**
 * The metadata by which an identity provider knows a city (7.2: without `validUntil` and without `ID`). All certificates stand in
 * it, so that a key can be exchanged while it is in use. (node-saml writes an ID, and one certificate to encrypt for.)
 */
export function serviceProviderMetadata(
  { entityId, consumerUrl, keys }: ServiceProvider,
  dialect: Dialect,
): string {
  const certificates = keys.map(({ certificate }) => bare(certificate));
  const methods = [...contentAlgorithms['aes-gcm'], ...keyTransports].map(
    (algorithm) => `<md:EncryptionMethod Algorithm="${algorithm}"/>`,
  );
  const descriptors = [
    ...certificates.map((certificate) => keyDescriptor('signing', certificate)),
    ...certificates.map((certificate) => keyDescriptor('encryption', certificate, methods.join(''))),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${namespaces.metadata}" xmlns:ds="${namespaces.signature}" entityID="${escapeXml(entityId)}">
  <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${namespaces.protocol}">
    ${descriptors.join('\n    ')}
    <md:NameIDFormat>${nameIdFormatOf(dialect)}</md:NameIDFormat>
    <md:AssertionConsumerService Binding="${bindings.post}" Location="${escapeXml(consumerUrl)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}

/** BundID knows a person by bPK2; elsewhere the name itself has to stay the same. */
export function nameIdFormatOf(dialect: Dialect): string {
  return dialect === 'akdb' ? nameIdFormats.transient : nameIdFormats.persistent;
}

function keyDescriptor(use: string, certificate: string, methods = ''): string {
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${methods}</md:KeyDescriptor>`;
}

/** A certificate without the lines around it. */
function bare(certificate: string): string {
  return certificate.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '');
}
