import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { PostgresEventStore, StreamName } from '#event-sourcing';
import { IdParam, IsId, Problem } from '#http';
import type { TenantDatabase } from '#database';
import { ConfigurableModuleBuilder, Controller, Get, Module, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  checkOneStream,
  checkStreams,
  type CheckedStream,
  type CheckedStreams,
  type StreamRange,
} from './check-streams';
import type { Folding } from './folding';

class StreamsQuery {
  /** Stream id to go on after. */
  @IsOptional()
  @IsId()
  after?: string;

  /** Stream id to end with. */
  @IsOptional()
  @IsId()
  until?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

/** What a service says about its own log. */
class Streams {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly foldings: readonly Folding[],
  ) {}

  check(range: StreamRange): Promise<CheckedStreams> {
    return checkStreams(this.database, this.store, this.foldings, range);
  }

  checkOne(stream: StreamName): Promise<CheckedStream> {
    return checkOneStream(this.database, this.store, this.foldings, stream);
  }
}

@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/streams')
class StreamsController {
  constructor(private readonly streams: Streams) {}

  /** The streams of the token's tenant, folded anew and checked, for the witness. */
  @Get()
  page(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after, until, limit = 200 }: StreamsQuery,
  ): Promise<CheckedStreams> {
    return this.streams.check({ tenant, after, until, limit });
  }

  /** One stream, checked in the same way. */
  @Get(':id')
  async one(@CurrentUser() { tenant }: ServiceToken, @IdParam() streamId: string): Promise<CheckedStream> {
    const checked = await this.streams.checkOne({ tenant, streamId });
    if (checked.streamType === '') throw new Problem('not-found');
    return checked;
  }
}

/** Whose streams are shown. */
export interface StreamsOptions {
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  /** One for each aggregate of the service (`folding(aggregate)`). */
  readonly foldings: readonly Folding[];
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<StreamsOptions>()
  .setClassMethodName('forRoot')
  .build();

/** `GET /internal/streams`: lets the witness (audit) compare its copy with this service's log and read models. */
@Module({
  controllers: [StreamsController],
  providers: [
    {
      provide: Streams,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ database, store, foldings }: StreamsOptions) => new Streams(database, store, foldings),
    },
  ],
})
export class StreamsModule extends ConfigurableModuleClass {}
