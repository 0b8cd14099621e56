import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import type { DescribedTypes } from './described-types';

const describedBy = Symbol('what the build has read of the service');

/** Properties by class and name, of each file with classes. */
type Models = Readonly<Record<string, Readonly<Record<string, { type?: () => unknown; enum?: unknown }>>>>;

/** What the swagger plugin reads. */
type PluginMetadata = {
  readonly '@nestjs/swagger': { readonly models: readonly (readonly [file: unknown, Models])[] };
};

/** The generated `openapi-metadata` of a service. */
export interface Described {
  readonly default: () => Promise<object>;
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
    await load(this.described);
  }
}

/** Swagger knows a type that is asked for later by the name of the function. */
const unread = { type: () => Object };

/** The plugin says nothing of what it cannot read, and Swagger then takes a list for a circle of classes. */
async function load(described: Described): Promise<void> {
  const metadata = (await described.default()) as PluginMetadata;
  for (const [, models] of metadata['@nestjs/swagger'].models)
    for (const properties of Object.values(models))
      for (const property of Object.values(properties))
        if (property.enum === undefined && property.type === undefined) Object.assign(property, unread);
  await SwaggerModule.loadPluginMetadata(() => Promise.resolve(metadata));
}
