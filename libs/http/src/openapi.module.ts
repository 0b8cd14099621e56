import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';

const pluginMetadata = Symbol('the metadata of the swagger plugin');

/**
 * Describes the DTOs and controllers of a service in its OpenAPI document by their types, docstrings and validators. A
 * decorator of Swagger beside them is for what these do not say, e.g. a format.
 */
@Module({})
export class OpenApiModule implements OnModuleInit {
  constructor(@Inject(pluginMetadata) private readonly metadata: () => Promise<Record<string, unknown>>) {}

  /** @param metadata the default export of the service's generated `openapi-metadata` */
  static with(metadata: () => Promise<Record<string, unknown>>): DynamicModule {
    return { module: OpenApiModule, providers: [{ provide: pluginMetadata, useValue: metadata }] };
  }

  async onModuleInit(): Promise<void> {
    await SwaggerModule.loadPluginMetadata(this.metadata);
  }
}
