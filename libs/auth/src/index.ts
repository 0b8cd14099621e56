export { AuthModule, type AuthOptions } from './auth.module';
export {
  AllowAnonymous,
  CitizensAndGuests,
  CurrentUser,
  OnlyServices,
  PersonsAndGuests,
  PublicRoute,
  Roles,
  type AuthenticatedRequest,
} from './decorators';
export { ServiceCaller, ServiceRefused, type ServiceCall } from './service-caller';
export { readPublicKeys, ServiceKeys, serviceOfKey, SigningKey, type ServiceKey } from './service-keys';
export * from './service-token';
export { readStatement, signStatement, type Statement } from './statement';
export { createTokenKeys, type TokenKeys } from './token-keys';
export { createTokenSigner, TokenSigner } from './token-signer';
export { createTokenVerifier, TokenVerifier } from './token-verifier';
