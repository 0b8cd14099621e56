import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { IdParam, Problem } from '#http';
import { TenantDatabase } from '#tenancy';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

class StreamsRequest {
  /** Stream id after which the page begins. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 500;
}

interface StreamHeadView {
  readonly streamId: string;
  readonly streamType: string;
  readonly version: number;
  /** SHA-256 of the last event, lower-case hex. */
  readonly hash: string;
}

/** The heads of the hash chains, for the witness to compare with its own copy. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/streams')
export class StreamsController {
  constructor(private readonly database: TenantDatabase) {}

  /** The heads of the tenant's streams, by stream id; ask again with the last one as `after` until none comes. */
  @Get()
  async heads(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after, limit }: StreamsRequest,
  ): Promise<{ items: StreamHeadView[] }> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<StreamHeadView>(
        `SELECT DISTINCT ON (stream_id) stream_id AS "streamId", stream_type AS "streamType", version,
           encode(hash, 'hex') AS hash
         FROM event_store.events WHERE tenant = $1 AND stream_id > $2
         ORDER BY stream_id, version DESC LIMIT $3`,
        [tenant, after ?? '00000000-0000-0000-0000-000000000000', limit],
      ),
    );
    return { items: rows };
  }

  /** The hash of every version of one stream. */
  @Get(':id/heads')
  async stream(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ items: { version: number; hash: string }[] }> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ version: number; hash: string }>(
        `SELECT version, encode(hash, 'hex') AS hash FROM event_store.events
         WHERE tenant = $1 AND stream_id = $2 ORDER BY version`,
        [tenant, id],
      ),
    );
    if (rows.length === 0) throw new Problem('not-found');
    return { items: rows };
  }
}
