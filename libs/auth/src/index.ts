export * from './service-token';
export { createTokenSigner, TokenSigner } from './token-signer';
export { createTokenVerifier, TokenVerifier } from './token-verifier';
