import type { TenantRegistry } from '#configuration';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Comparer } from './comparer';

/** Compares every tenant again and again, one after the other, so that tampering does not wait for somebody to look. */
export class BackgroundComparison implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('integrity');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly comparer: Comparer,
    private readonly tenants: TenantRegistry,
    private readonly intervalSeconds: number,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.compareAll().finally(() => this.schedule());
    }, this.intervalSeconds * 1_000);
  }

  private async compareAll(): Promise<void> {
    for (const { key } of this.tenants.all()) {
      if (this.stopped) return;
      try {
        await this.comparer.compare(key);
      } catch (error) {
        this.logger.error(error, 'the comparison with the sources failed; it is tried again');
      }
    }
  }
}
