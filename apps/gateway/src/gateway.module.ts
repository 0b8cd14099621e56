import { Module, type DynamicModule } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { createTokenSigner, ServiceCaller } from '#auth';
import { HealthModule, HttpModule, type ExpressService, type ServiceOptions } from '#http';
import type { TenantRegistry } from '#configuration';
import { AnonymousTokens, askIdentity } from './caller-tokens';
import { ApiController } from './http/api.controller';
import { DocumentsController } from './http/documents.controller';
import { rateLimits } from './http/rate-limit.guard';
import { securityHeaders } from './http/security-headers';
import { SiteController } from './http/site.controller';
import { ServiceDocuments } from './openapi/service-documents';
import { gatewayParts, type Parts } from './parts';
import { partChecks, partChecksMs } from './part-checks';
import { gatewayProblems } from './problems';
import { Proxy } from './proxy/proxy';
import { Sessions } from './sessions';
import { findSite } from './site';

export interface GatewayOptions {
  readonly tenants: TenantRegistry;
  readonly parts: Parts;
  /** The gateway's Ed25519 private key (JWK), with which it speaks for strangers and for itself. */
  readonly privateKeyFile: string;
  /** Limits per client address. */
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  /** Addresses or subnets whose `X-Forwarded-For` and `-Proto` are believed. */
  readonly trustedProxies: readonly string[];
}

/** The one door: finds the city, knows the session, and passes requests on. It keeps nothing. */
@Module({})
export class GatewayModule {
  static forRoot({
    parts,
    privateKeyFile,
    requestsPerMinute,
    signInsPerMinute,
  }: GatewayOptions): DynamicModule {
    const signer = createTokenSigner('gateway', privateKeyFile);
    return {
      module: GatewayModule,
      imports: [
        ThrottlerModule.forRoot(rateLimits(requestsPerMinute, signInsPerMinute)),
        HttpModule.forFeature({ problems: [gatewayProblems] }),
        HealthModule.forRoot({ parts: () => partChecks(parts), patienceMs: partChecksMs }),
      ],
      // The order matters: what the gateway answers itself comes before what it passes on.
      controllers: [SiteController, DocumentsController, ApiController],
      providers: [
        { provide: gatewayParts, useValue: parts },
        { provide: Sessions, useValue: new Sessions(askIdentity(new ServiceCaller(signer), parts.identity)) },
        { provide: AnonymousTokens, useValue: new AnonymousTokens(signer) },
        ServiceDocuments,
        Proxy,
      ],
    };
  }
}

/** How the gateway is served: it reads no bodies, and every answer carries the security headers. */
export function gatewayService(
  { tenants, trustedProxies }: GatewayOptions,
  config: Pick<ServiceOptions, 'PORT' | 'HOST' | 'LOG_LEVEL'>,
): ExpressService {
  const { PORT, HOST, LOG_LEVEL } = config;
  return {
    service: 'gateway',
    platform: 'express',
    PORT,
    HOST,
    LOG_LEVEL,
    bodyLimitBytes: false,
    openApi: false,
    configure: (app) => {
      app.set('trust proxy', [...trustedProxies]);
      app.use(securityHeaders(), findSite(tenants));
    },
  };
}
