import type { Server } from 'node:http';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { ServiceOptions } from '#http';

/**
 * A service as `startService` builds it, with some of its parts replaced:
 * `testService(IdentityModule.with(config), options, (module) => module.overrideProvider(Sites).useValue(sites))`.
 */
export async function testService(
  module: DynamicModule,
  options: ServiceOptions,
  override: (module: TestingModuleBuilder) => TestingModuleBuilder = (unchanged) => unchanged,
): Promise<INestApplication<Server>> {
  const { rootModule, servedBy } = await import('#http'); // late: pure specs load no HTTP edge
  const { Test } = await import('@nestjs/testing');
  const served = await servedBy(options);
  const built = await override(Test.createTestingModule({ imports: [rootModule(module)] })).compile();
  const app = built.createNestApplication<INestApplication<Server>>(served.adapter, served.options);
  served.prepare(app);
  return app;
}
