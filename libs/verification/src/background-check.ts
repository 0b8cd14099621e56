import { withAdvisoryLock, type TenantDatabase } from '#database';
import { Logger } from '@nestjs/common';

/** Something that is looked at again and again in the background, a little at a time. */
export interface BackgroundWork {
  /** Name of the lock, and in the log. */
  readonly name: string;
  /**
   * Looks once, at a bounded amount. Stops early when `signal` is aborted.
   * @returns how long nothing needs to be looked at unless somebody wakes it, in ms.
   */
  look(signal: AbortSignal): Promise<number>;
}

/** From the first sign that something changed to the look at it, in ms: what changes meanwhile is looked at together. */
const settleMs = 2_000;
/** Until the next attempt when another instance is looking, in ms. */
const busyMs = 1_000;
/** Until the next attempt after a failure, in ms. */
const failedMs = 5_000;
/** The longest rest, in ms: what other instances have changed and not looked at is found after it. */
const longestRestMs = 60_000;

/** Does its work in one instance of the service at a time; wherever the last one stopped, the next goes on. */
export class BackgroundCheck {
  private readonly logger = new Logger('integrity');
  private readonly stopping = new AbortController();
  private woken = false;
  private shorten: (toMs: number) => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: TenantDatabase,
    private readonly work: BackgroundWork,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the page that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.shorten(0);
    await this.running;
  }

  /** Something has changed: looks within two seconds. Costs nothing when it was called before. */
  wake(): void {
    if (this.woken) return;
    this.woken = true;
    this.shorten(settleMs);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let restMs = 0;
    while (!signal.aborted) {
      if (restMs > 0) await this.rest(restMs);
      if (signal.aborted) return;
      this.woken = false;
      restMs = await this.lookAlone(signal);
    }
  }

  private async lookAlone(signal: AbortSignal): Promise<number> {
    const { name } = this.work;
    try {
      const restMs = await this.database.acrossTenants((client) =>
        withAdvisoryLock(client, name, () => this.work.look(signal)),
      );
      // What woke this instance may have come too late for the one that is looking.
      return restMs ?? busyMs;
    } catch (error) {
      if (!signal.aborted) this.logger.warn({ err: error }, `${name} was interrupted; it is tried again`);
      return failedMs;
    }
  }

  /** Waits so long, or until a moment after somebody has woken it. */
  private rest(ms: number): Promise<void> {
    const longest = Math.min(ms, longestRestMs);
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, this.woken ? Math.min(longest, settleMs) : longest).unref();
      this.shorten = (toMs) => {
        clearTimeout(timer);
        timer = setTimeout(resolve, toMs).unref();
      };
    });
  }
}
