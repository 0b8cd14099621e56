import { Module, type DynamicModule, type InjectionToken } from '@nestjs/common';
import { OperationController } from './operation.controller';
import { operationOptions, type OperationOptions, type Storage } from './options';

export type { OperationOptions, Storage };

/** `GET /operations/health` of a service that has a `HealthModule`, a `DatabaseModule` and an `AuthModule`. */
@Module({})
export class OperationModule {
  /** @param inject providers with which `options` is called */
  static forRoot({
    inject = [],
    options,
  }: {
    readonly inject?: InjectionToken[];
    readonly options: (...injected: never[]) => OperationOptions;
  }): DynamicModule {
    return {
      module: OperationModule,
      controllers: [OperationController],
      providers: [
        {
          provide: operationOptions,
          inject,
          useFactory: options as (...injected: unknown[]) => OperationOptions,
        },
      ],
    };
  }
}
