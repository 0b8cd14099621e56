import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { ErrorMapping } from './error-answer';
import { EventStreams } from './event-stream';
import { InnerDoor } from './inner-door';
import { MetricsModule } from './metrics';
import { ProblemCatalogue, ProblemRegistration } from './problem-catalogue';
import { ProblemFilter } from './problem-filter';
import type { ProblemKinds } from './problem-kind';
import { RouteMethods } from './route-methods';

/** What a module adds to how its service answers. */
export interface HttpFeature {
  /** Kinds of problems that it has, as `defineProblems` makes them. */
  readonly problems?: readonly ProblemKinds[];
  /** What its errors mean to the one who asked; the first that knows an error has the say. */
  readonly errors?: readonly ErrorMapping[];
  /** What can be done, by name; `allowed` of a problem names some of it. */
  readonly actions?: readonly string[];
}

/** The edge of a service. `createService` imports it once; every module that has problems or errors of its own adds them. */
@Global()
@Module({
  imports: [MetricsModule, DiscoveryModule],
  providers: [
    EventStreams,
    InnerDoor,
    RouteMethods,
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: ProblemCatalogue,
      inject: [DiscoveryService],
      useFactory: (discovery: DiscoveryService) => new ProblemCatalogue(registrationsIn(discovery)),
    },
  ],
  exports: [EventStreams, ProblemCatalogue, RouteMethods],
})
export class HttpModule {
  /** Registers problems and the meaning of errors, e.g. `imports: [HttpModule.forFeature({ problems: [mailboxProblems] })]`. */
  static forFeature({ problems = [], errors = [], actions = [] }: HttpFeature): DynamicModule {
    const registration = new ProblemRegistration(problems, errors, actions);
    return {
      module: HttpFeatureModule,
      // So that the edge is there, too, where a test makes an application of a service's module alone.
      imports: [HttpModule],
      providers: [{ provide: ProblemRegistration, useValue: registration }],
    };
  }
}

@Module({})
class HttpFeatureModule {}

function registrationsIn(discovery: DiscoveryService): ProblemRegistration[] {
  const instances = discovery.getProviders().map(({ instance }): unknown => instance);
  return instances.filter((instance) => instance instanceof ProblemRegistration);
}
