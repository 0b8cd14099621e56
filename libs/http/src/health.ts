import {
  Controller,
  Get,
  Header,
  Inject,
  Module,
  type InjectionToken,
  Res,
  type DynamicModule,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HttpAdapterHost } from '@nestjs/core';
import { PublicRoute } from './public-route';

/**
 * Asks one part whether it works: resolves when it does, and throws with the reason when it does not.
 * What it resolves with is shown, e.g. `{ lag: 3 }`.
 */
export type HealthCheck = () => Promise<unknown> | unknown;

/** The parts that a service needs, by the name that `/health/ready` shows, e.g. `database`. */
export type HealthParts = Readonly<Record<string, HealthCheck>>;

export interface HealthOptions {
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  /** Providers whose instances `parts` is called with. */
  readonly inject?: InjectionToken[];
  readonly parts: (...injected: never[]) => HealthParts;
  /** Milliseconds after which a part that does not answer counts as down; default 2,000. */
  readonly patienceMs?: number;
}

/** What `HealthController` asks, and how long it waits. */
class Checks {
  constructor(
    readonly parts: HealthParts,
    readonly patienceMs = 2_000,
  ) {}
}

/** The answer of `GET /health/ready`. */
export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly parts: Readonly<Record<string, { status: 'up' | 'down'; reason?: string; info?: unknown }>>;
}

@ApiExcludeController()
@PublicRoute()
@Controller('health')
class HealthController {
  constructor(
    @Inject(Checks) private readonly checks: Checks,
    private readonly platform: HttpAdapterHost,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The service can do its work; otherwise 503 and the part that is down. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  // Whoever started a process sees whether it is this one that answers at the port, and not another system's.
  @Header('X-Process-Id', String(process.pid))
  async ready(@Res({ passthrough: true }) response: unknown): Promise<Readiness> {
    const { patienceMs } = this.checks;
    const parts = await Promise.all(
      Object.entries(this.checks.parts).map(
        async ([name, check]) => [name, await stateOf(check, patienceMs)] as const,
      ),
    );
    const ready = parts.every(([, part]) => part.status === 'up');
    this.platform.httpAdapter.status(response, ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not-ready', parts: Object.fromEntries(parts) };
  }
}

async function stateOf(check: HealthCheck, patienceMs: number): Promise<Readiness['parts'][string]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    const info = await Promise.race([Promise.resolve().then(check), late]);
    return { status: 'up', ...(info !== undefined && info !== true && { info }) };
  } catch (error) {
    return { status: 'down', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** `GET /health/live` and `GET /health/ready`. Every service imports it once. */
@Module({})
export class HealthModule {
  static forRoot({ imports = [], inject = [], parts, patienceMs }: HealthOptions): DynamicModule {
    const partsOf = parts as (...injected: unknown[]) => HealthParts;
    const provider: Provider = {
      provide: Checks,
      inject,
      useFactory: (...injected: unknown[]) => new Checks(partsOf(...injected), patienceMs),
    };
    return { module: HealthModule, imports, providers: [provider], controllers: [HealthController] };
  }
}
