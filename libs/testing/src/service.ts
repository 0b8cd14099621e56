import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
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
): Promise<NestExpressApplication> {
  const { applicationOptions, prepareService, rootModule } = await import('#http'); // late: pure specs load no HTTP edge
  const { Test } = await import('@nestjs/testing');
  const built = await override(
    Test.createTestingModule({ imports: [rootModule(module, options)] }),
  ).compile();
  return prepareService(built.createNestApplication<NestExpressApplication>(applicationOptions), options);
}
