import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { PostgresEventStore } from '#event-sourcing';
import { TenantDatabase } from '#tenancy';
import { Controller, Get, Inject, Module, Query, type DynamicModule } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { checkStreams, type CheckedStreams } from './check-streams';
import type { Folding } from './folding';

const foldingsToken = Symbol('Foldings');

class StreamsQuery {
  /** Stream id to go on after. */
  @IsOptional()
  @IsUUID()
  after?: string;

  /** Stream id to end with. */
  @IsOptional()
  @IsUUID()
  until?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/streams')
class StreamsController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    @Inject(foldingsToken) private readonly foldings: readonly Folding[],
  ) {}

  /** The streams of the token's tenant, folded anew and checked, for the witness. */
  @Get()
  streams(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after, until, limit = 200 }: StreamsQuery,
  ): Promise<CheckedStreams> {
    return checkStreams(this.database, this.store, this.foldings, { tenant, after, until, limit });
  }
}

/**
 * `GET /internal/streams`: lets the witness (audit) compare its copy with this service's log and read models.
 * The service provides `TenantDatabase` and `PostgresEventStore`, in this module's reach (global or in `imports`).
 */
@Module({})
export class StreamsModule {
  static forRoot({
    foldings,
    imports = [],
  }: {
    foldings: readonly Folding[];
    imports?: DynamicModule['imports'];
  }): DynamicModule {
    return {
      module: StreamsModule,
      imports,
      controllers: [StreamsController],
      providers: [{ provide: foldingsToken, useValue: foldings }],
    };
  }
}
