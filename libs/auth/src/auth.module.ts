import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import { ServiceCaller } from './service-caller';
import { ServiceKeys, SigningKey } from './service-keys';
import { TokenSigner } from './token-signer';
import { TokenVerifier, tokenVerifier } from './token-verifier';

export interface AuthOptions {
  /** Name of this service. */
  readonly service: string;
  /** TOKEN_PRIVATE_KEY_FILE: this service's Ed25519 private key as JWK. */
  readonly privateKeyFile: string;
  /** TOKEN_PUBLIC_KEYS_FILE: the public keys of all services as JWKS. */
  readonly publicKeysFile: string;
}

/** Guards every route of a service and lets it speak to the other services. Import once, in the service's root module. */
@Module({})
export class AuthModule {
  /** The keys are read when the service starts; one that cannot be read ends the start with an error that names the file. */
  static forRoot({ service, privateKeyFile, publicKeysFile }: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: SigningKey, useFactory: () => SigningKey.fromFile(service, privateKeyFile) },
        { provide: ServiceKeys, useFactory: () => new ServiceKeys(publicKeysFile) },
        { provide: TokenSigner, inject: [SigningKey], useFactory: (key: SigningKey) => new TokenSigner(key) },
        { provide: TokenVerifier, inject: [ServiceKeys], useFactory: tokenVerifier },
        { provide: APP_GUARD, useClass: AuthGuard },
        ServiceCaller,
      ],
      exports: [SigningKey, ServiceKeys, TokenSigner, TokenVerifier, ServiceCaller],
    };
  }
}
