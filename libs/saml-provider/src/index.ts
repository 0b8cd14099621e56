export { keepCertifiedKey, newCertifiedKey, type CertifiedKey } from './certified-key';
export {
  consumerUrlOf,
  issuerOf,
  readAuthnRequest,
  RefusedRequest,
  wantsStatusDetail,
  type AuthnRequest,
  type Dialect,
  type RequestFault,
} from './authn-request';
export { encryptAssertion, type Encryption } from './encryption';
export { isSignedBy, receivePosted, receiveRedirected, type ReceivedMessage } from './messages';
export {
  providerMetadata,
  readServiceProvider,
  type ProviderDescription,
  type ServiceProvider,
} from './metadata';
export {
  authnContext,
  means,
  oids,
  persistent,
  storkLevels,
  transient,
  type AttributeName,
  type Means,
  type StorkLevel,
} from './names';
export { attributesOf, bPK2, plainAttributesOf, type SignedIn } from './person-attributes';
export { findPerson, nameOf, persons, type Person } from './persons';
export {
  failureResponse,
  newId,
  responseParts,
  successResponse,
  type Attribute,
  type Failure,
  type ResponseParts,
} from './response';
export { sign } from './signing';
