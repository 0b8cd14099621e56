import type { Server } from 'node:http';
import { Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { createTokenSigner, ServiceCaller, ServiceKeys, SigningKey, TokenSigner } from '#auth';
import { ConfigurationModule, LiveConfiguration, TenantRegistry } from '#configuration';
import { HealthModule, HttpModule, type ExpressService, type ServiceOptions } from '#http';
import { AnonymousTokens, askIdentity, Callers } from './caller-tokens';
import { Clients } from './clients';
import { FrontDoor } from './front-door';
import { gatewayOptions, type GatewayOptions } from './gateway-options';
import { DocumentsController } from './http/documents.controller';
import { ServiceDocuments } from './openapi/service-documents';
import { gatewayParts, partsAt, type Parts } from './parts';
import { partChecks, partChecksMs } from './part-checks';
import { Passage } from './passage';
import { gatewayProblems } from './problems';
import { Proxy } from './proxy/proxy';
import { secure } from './security-headers';
import { Sessions } from './sessions';
import { knowSite } from './site';
import { Visitors } from './visitors';
import { IdentitySessions } from './streams/identity-sessions';
import { SessionWatch } from './streams/session-watch';

/** The one door: finds the city, knows the session, and passes requests on. It keeps nothing. */
@Module({})
export class GatewayModule {
  static with(options: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      // The health module asks the parts.
      global: true,
      imports: [
        ConfigurationModule.forRoot(options.tenantsFolder),
        HttpModule.forFeature({ problems: [gatewayProblems] }),
        HealthModule.forRoot({
          inject: [gatewayParts, LiveConfiguration],
          parts: (parts: Parts, configuration: LiveConfiguration) => ({
            ...partChecks(parts),
            configuration: () => configuration.health(),
          }),
          patienceMs: partChecksMs,
        }),
      ],
      controllers: [DocumentsController],
      providers: [
        { provide: gatewayOptions, useValue: options },
        {
          provide: gatewayParts,
          inject: [gatewayOptions],
          useFactory: ({ urls, innerUrls }: GatewayOptions) => partsAt(urls, innerUrls),
        },
        {
          provide: TokenSigner,
          inject: [gatewayOptions],
          useFactory: ({ privateKeyFile }: GatewayOptions) => createTokenSigner('gateway', privateKeyFile),
        },
        ServiceCaller,
        {
          provide: Visitors,
          inject: [gatewayOptions],
          useFactory: ({ privateKeyFile, publicKeysFile }: GatewayOptions) =>
            new Visitors(SigningKey.fromFile('gateway', privateKeyFile), new ServiceKeys(publicKeysFile)),
        },
        {
          provide: Sessions,
          inject: [ServiceCaller, gatewayParts],
          useFactory: (caller: ServiceCaller, { identity }: Parts) =>
            new Sessions(askIdentity(caller, identity)),
        },
        AnonymousTokens,
        Callers,
        Clients,
        FrontDoor,
        IdentitySessions,
        Passage,
        Proxy,
        ServiceDocuments,
        SessionWatch,
      ],
      exports: [gatewayParts],
    };
  }
}

/** What stands before the controllers of a gateway: the passage to the parts, and for everything else headers and city. */
export function configureGateway(app: INestApplication<Server>): void {
  app.use(
    (_request: Request, response: Response, next: NextFunction) => {
      secure(response);
      next();
    },
    knowSite(app.get(TenantRegistry)),
  );
  app.get(FrontDoor).openAt(app.getHttpServer());
}

/** How the gateway is served: it reads no bodies, and has no OpenAPI document of its own. */
export function gatewayService(config: Pick<ServiceOptions, 'PORT' | 'HOST' | 'LOG_LEVEL'>): ExpressService {
  const { PORT, HOST, LOG_LEVEL } = config;
  return {
    service: 'gateway',
    platform: 'express',
    PORT,
    HOST,
    LOG_LEVEL,
    bodyLimitBytes: false,
    openApi: false,
    configure: configureGateway,
  };
}
