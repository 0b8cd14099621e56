import {
  Global,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Gauge } from 'prom-client';
import { LiveConfiguration } from './live-configuration';
import { TenantRegistry } from './tenant-registry';

const refusedThings = new Gauge({
  name: 'configuration_refused',
  help: 'How much in the files of the cities is refused; what was in force before stays.',
});

/**
 * The cities of a service: `TenantRegistry` as they stand, `LiveConfiguration` to know what is refused. They are read when the
 * service starts, and changes are noticed while it runs.
 */
@Global()
@Module({})
export class ConfigurationModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('configuration');

  constructor(private readonly live: LiveConfiguration) {}

  /** @param dir TENANTS_DIR: opened when Nest makes the parts */
  static forRoot(dir: string): DynamicModule {
    return {
      module: ConfigurationModule,
      providers: [
        { provide: LiveConfiguration, useFactory: () => LiveConfiguration.open(dir) },
        {
          provide: TenantRegistry,
          inject: [LiveConfiguration],
          useFactory: ({ registry }: LiveConfiguration) => registry,
        },
      ],
      exports: [LiveConfiguration, TenantRegistry],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const say = (problems: LiveConfiguration['problems']): void => {
      refusedThings.set(problems.length);
      for (const problem of problems)
        this.logger.warn({ msg: 'refused in the files of the cities', ...problem });
    };
    say(this.live.problems);
    this.live.listen({
      refused: (problems) => {
        if (problems.length === 0)
          this.logger.log({ msg: 'nothing is refused in the files of the cities any more' });
        say(problems);
      },
      changed: ({ adopted, ended }) => {
        for (const thing of adopted) this.logger.log({ msg: 'configuration in force', ...thing });
        for (const thing of ended) this.logger.log({ msg: 'configuration ended', ...thing });
      },
    });
    await this.live.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.live.stop();
  }
}
