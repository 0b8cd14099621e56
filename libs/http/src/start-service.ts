import { Global, Logger as NestLogger, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { Logger } from 'nestjs-pino';
import { register } from 'prom-client';
import { bodyLimitBytes, cleanAddress, readJsonBody } from './body';
import { correlate } from './correlation';
import { EventStreams } from './event-stream';
import { logging, type LogLevel } from './logging';
import { measureRequests, MetricsModule } from './metrics';
import { openApiDocument } from './openapi';
import { ProblemFilter } from './problem-filter';
import { endWithTheProcess } from './shutdown';
import { inputValidation } from './validation';

/** What a service needs to be served; `PORT`, `HOST` and `LOG_LEVEL` as `readConfig` gives them. */
export interface ServiceOptions {
  /** Name of the service, as in logs, metrics and keys. */
  readonly service: string;
  readonly PORT: number;
  readonly HOST: string;
  readonly LOG_LEVEL: LogLevel;
  /** Largest body in bytes (default 1 MB); `false` when the service passes bodies on unread. */
  readonly bodyLimitBytes?: number | false;
  /** Default true: `GET /openapi.json` describes the controllers. */
  readonly openApi?: boolean;
  /** Adds middleware that sees every request, also those that are refused before a controller is found. */
  readonly configure?: (app: NestExpressApplication) => void;
}

/** What every service has beside its own module. */
@Global()
@Module({ imports: [MetricsModule], providers: [EventStreams], exports: [EventStreams] })
class ServiceParts {
  static with(module: Type | DynamicModule, { service, LOG_LEVEL }: ServiceOptions): DynamicModule {
    return { module: ServiceParts, imports: [logging(service, LOG_LEVEL), module] };
  }
}

/** How Nest makes the application of a service; `prepareService` does the rest. */
export const applicationOptions = { bodyParser: false, bufferLogs: true, abortOnError: false } as const;

/** The root of a service: its own module, and what every service has beside it. */
export function rootModule(module: Type | DynamicModule, options: ServiceOptions): DynamicModule {
  return ServiceParts.with(module, options);
}

/** Builds a service without listening: what `startService` starts. */
export async function createService(
  module: Type | DynamicModule,
  options: ServiceOptions,
): Promise<NestExpressApplication> {
  const root = rootModule(module, options);
  return prepareService(await NestFactory.create<NestExpressApplication>(root, applicationOptions), options);
}

/** Everything that stands before the controllers of an application made of `rootModule`. */
export function prepareService(app: NestExpressApplication, options: ServiceOptions): NestExpressApplication {
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(correlate, measureRequests);
  options.configure?.(app);
  app.use(cleanAddress);
  const limit = options.bodyLimitBytes ?? bodyLimitBytes;
  if (limit !== false) app.use(...readJsonBody(limit));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(inputValidation);
  if (options.openApi ?? true) serveOpenApi(app, options.service);
  return app;
}

/** Served outside of the controllers, so that no guard asks for a token. The document is made at the first request. */
function serveOpenApi(app: NestExpressApplication, service: string): void {
  let document: object | undefined;
  app.use('/openapi.json', (_request: Request, response: Response) => {
    document ??= openApiDocument(app, service);
    response.json(document);
  });
}

/**
 * Starts a service: listens, drains on SIGTERM, SIGINT or when the launcher that started it is gone, and ends with exit
 * code 1 on an error that nobody caught (the supervisor starts it again).
 */
export async function startService(
  module: Type | DynamicModule,
  options: ServiceOptions,
): Promise<NestExpressApplication> {
  const logger = new NestLogger(options.service);
  try {
    const app = await createService(module, options);
    register.setDefaultLabels({ service: options.service });
    endWithTheProcess(app, logger);
    await app.listen(options.PORT, options.HOST);
    // Consumers, where `configure` connected some: they may meet messages only when everything else is ready.
    await app.startAllMicroservices();
    logger.log(`listening on ${await app.getUrl()}`);
    return app;
  } catch (error) {
    NestLogger.flush();
    logger.error(error);
    process.stderr.write(
      `${options.service} cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
}
