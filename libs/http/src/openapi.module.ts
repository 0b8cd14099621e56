import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import type { DescribedTypes } from './described-types';

const describedBy = Symbol('what the build has read of the service');

/** The generated `openapi-metadata` of a service. */
export interface Described {
  /** What the swagger plugin reads. */
  readonly default: () => Promise<Record<string, unknown>>;
  readonly types: DescribedTypes;
}

/**
 * Describes the DTOs and controllers of a service in its OpenAPI document by their types, docstrings and validators. A
 * decorator of Swagger beside them is for what these do not say, e.g. a format.
 */
@Module({})
export class OpenApiModule implements OnModuleInit {
  constructor(@Inject(describedBy) private readonly described: Described) {}

  /** @param described the service's generated `openapi-metadata` */
  static with(described: Described): DynamicModule {
    return { module: OpenApiModule, providers: [{ provide: describedBy, useValue: described }] };
  }

  /** What the types say that neither decorators nor the plugin do. */
  get types(): DescribedTypes {
    return this.described.types;
  }

  async onModuleInit(): Promise<void> {
    await SwaggerModule.loadPluginMetadata(this.described.default);
  }
}
