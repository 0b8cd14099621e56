import {
  Module,
  type InjectionToken,
  type DynamicModule,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';

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

/** The answer of `GET /health/ready`. */
export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly parts: Readonly<Record<string, { status: 'up' | 'down'; reason?: string; info?: unknown }>>;
}

/** Milliseconds for which one look answers everybody who asks: however many monitors there are, the parts are asked once. */
const lookLastsMs = 1_000;

/** Whether a service can do its work. */
export class Health {
  private last: { readonly readiness: Promise<Readiness>; until: number } | undefined;

  /**
   * @param patienceMs after which a part that does not answer counts as down
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly parts: HealthParts,
    private readonly patienceMs = 2_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** The process is about to end: from now on it says so, and nobody should send it more work. */
  leave(): void {
    const parts = { process: { status: 'down', reason: 'it is ending' } } as const;
    this.last = { readiness: Promise.resolve({ status: 'not-ready', parts }), until: Infinity };
  }

  /** How the parts are, at most a second ago. */
  look(): Promise<Readiness> {
    if (this.last !== undefined && this.last.until > this.now()) return this.last.readiness;
    const look = { readiness: this.ask(), until: Infinity };
    this.last = look;
    void look.readiness.then(() => (look.until = this.now() + lookLastsMs));
    return look.readiness;
  }

  private async ask(): Promise<Readiness> {
    const parts = await Promise.all(
      Object.entries(this.parts).map(
        async ([name, check]) => [name, await stateOf(check, this.patienceMs)] as const,
      ),
    );
    const ready = parts.every(([, part]) => part.status === 'up');
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

/** What `GET /health/ready` at the inner port asks. Every service imports it once. */
@Module({})
export class HealthModule {
  static forRoot({ imports = [], inject = [], parts, patienceMs }: HealthOptions): DynamicModule {
    const partsOf = parts as (...injected: unknown[]) => HealthParts;
    const provider: Provider = {
      provide: Health,
      inject,
      useFactory: (...injected: unknown[]) => new Health(partsOf(...injected), patienceMs),
    };
    return { module: HealthModule, imports, providers: [provider], exports: [Health] };
  }
}
