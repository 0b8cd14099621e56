import type { Server } from 'node:http';
import {
  Logger as NestLogger,
  Module,
  type DynamicModule,
  type INestApplication,
  type NestApplicationOptions,
  type Type,
} from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { arrive, type Edge } from './arrival';
import { bodyLimitBytes } from './body';
import { HttpModule } from './http.module';
import { InnerDoor } from './inner-door';
import { ServiceLogger, type LogLevel } from './logging';
import type { AnyRequest, AnyResponse } from './node-http';
import { openApiDocument } from './openapi';
import { express } from './platform-express';
import { fastify } from './platform-fastify';
import type { OnUnroutable } from './served-by';
import { ProblemCatalogue } from './problem-catalogue';
import { sendProblem } from './problem-filter';
import { releaseMemory } from './released-memory';
import { endWithTheProcess } from './shutdown';
import { inputValidation } from './validation';

/** What a service needs to be served; `PORT`, `HOST` and `LOG_LEVEL` as `readConfig` gives them. */
interface CommonOptions {
  /** Name of the service, as in logs, metrics and keys. */
  readonly service: string;
  readonly PORT: number;
  readonly HOST: string;
  readonly LOG_LEVEL: LogLevel;
  /** Largest body in bytes (default 1 MB); `false` when the service passes bodies on unread. */
  readonly bodyLimitBytes?: number | false;
  /** Default true: `GET /openapi.json` describes the controllers. */
  readonly openApi?: boolean;
}

/** What is needed beside that where a service runs as a process. */
export interface InnerOptions {
  /** The port for health and metrics. */
  readonly INNER_PORT: number;
}

/** A service on Fastify: the default, because a request costs less there. */
export interface FastifyService extends CommonOptions {
  readonly platform?: 'fastify';
  /** Adds what no module can, e.g. consumers. */
  readonly configure?: (app: NestFastifyApplication) => void;
}

/** A service on Express: for what needs its middleware. */
export interface ExpressService extends CommonOptions {
  readonly platform: 'express';
  /** Adds middleware that sees every request, also those that are refused before a controller is found. */
  readonly configure?: (app: NestExpressApplication) => void;
}

export type ServiceOptions = FastifyService | ExpressService;

@Module({})
class ServiceModule {}

/** The root of a service: its own module, and what every service has beside it. */
export function rootModule(module: Type | DynamicModule): DynamicModule {
  return { module: ServiceModule, imports: [HttpModule, module] };
}

/** How a service is served: what Nest makes its application with, and what is then done to it. */
export interface Served {
  readonly adapter: AbstractHttpAdapter;
  readonly options: NestApplicationOptions;
  /** Puts everything before the controllers of an application that was made of `rootModule`. */
  prepare(app: INestApplication): void;
}

/** The platform of a service with its edge. A test makes the application itself, to replace parts of it. */
export async function servedBy(options: ServiceOptions): Promise<Served> {
  const logger = new ServiceLogger(options.service, options.LOG_LEVEL);
  // What the modules have registered is known once they are made, which is before the first request.
  const edge: Edge = { logger, problems: new ProblemCatalogue() };
  const arriveHere = (request: AnyRequest, response: AnyResponse, next: () => void): void =>
    arrive(edge, request, response, next);
  const onUnroutable: OnUnroutable = (error, request, response) => {
    const answer = (refused: unknown): void => sendProblem(request, response, edge.problems.of(refused));
    try {
      arriveHere(request, response, () => answer(error));
    } catch (refused) {
      answer(refused);
    }
  };
  const { adapter, readBodies } = await (options.platform === 'express' ? express() : fastify(onUnroutable));
  return {
    adapter,
    options: { bodyParser: false, abortOnError: false, logger },
    prepare: (app) => {
      edge.problems = app.get(ProblemCatalogue);
      adapter.setOnRequestHook(arriveHere);
      if (options.platform === 'express') options.configure?.(app as NestExpressApplication);
      else options.configure?.(app as NestFastifyApplication);
      const limit = options.bodyLimitBytes ?? bodyLimitBytes;
      if (limit !== false) readBodies(limit);
      app.useGlobalPipes(inputValidation);
      if (options.openApi ?? true) serveOpenApi(app, options.service);
    },
  };
}

/** Builds a service without listening: what `startService` starts. */
export async function createService(
  module: Type | DynamicModule,
  options: ServiceOptions,
): Promise<INestApplication<Server>> {
  const served = await servedBy(options);
  const app = await NestFactory.create<INestApplication<Server>>(
    rootModule(module),
    served.adapter,
    served.options,
  );
  served.prepare(app);
  return app;
}

/** Served outside of the controllers, so that no guard asks for a token. The document is made at the first request. */
function serveOpenApi(app: INestApplication, service: string): void {
  const platform = app.getHttpAdapter();
  let document: object | undefined;
  platform.get('/openapi.json', (_request: unknown, response: unknown) => {
    document ??= openApiDocument(app, service);
    platform.reply(response, document, 200);
  });
}

/**
 * Starts a service: listens, drains on SIGTERM, SIGINT or when the launcher that started it is gone, and ends with exit
 * code 1 on an error that nobody caught (the supervisor starts it again).
 */
export async function startService(
  module: Type | DynamicModule,
  options: ServiceOptions & InnerOptions,
): Promise<INestApplication> {
  const logger = new NestLogger(options.service);
  try {
    const app = await createService(module, options);
    register.setDefaultLabels({ service: options.service });
    endWithTheProcess(app, logger);
    await app.init();
    await releaseMemory();
    await app.listen(options.PORT, options.HOST);
    await app.get(InnerDoor).open(options.INNER_PORT, options.HOST);
    // Consumers, where `configure` connected some: they may meet messages only when everything else is ready.
    await app.startAllMicroservices();
    logger.log(`listening on ${await app.getUrl()}`);
    return app;
  } catch (error) {
    logger.error(error);
    process.stderr.write(
      `${options.service} cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
}
