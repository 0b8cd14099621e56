import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { PostgresEventStore } from '#event-sourcing';
import { IdParam, Problem } from '#http';
import { TenantDatabase } from '#tenancy';
import { IsOptional, IsUUID } from 'class-validator';
import { applicationAggregate } from '../application.aggregate';
import type { ApplicationEvent } from '../domain/events';
import { Verifier, type RowDifference } from '../verification/verifier';

const pageSize = 200;

class StreamsRequest {
  /** Stream id after which the page begins. */
  @IsOptional()
  @IsUUID()
  after?: string;

  /** Stream id with which it ends at the latest. */
  @IsOptional()
  @IsUUID()
  until?: string;
}

/** A stream as this service's log has it today. */
interface StreamView {
  readonly streamId: string;
  readonly streamType: string;
  /** Hashes of the intact part of the chain; the first belongs to version 1. */
  readonly hashes: readonly string[];
  /** The first version that is missing or whose hash is wrong. */
  readonly brokenAt?: number;
  /** Time of the last event. */
  readonly recordedAt?: string;
  readonly differences: readonly RowDifference[];
}

/** The hash chains, for the witness to compare with its own copy. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/streams')
export class StreamsController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly verifier: Verifier,
  ) {}

  /** The tenant's streams by id, each checked: its chain, and the read models against the fold. */
  @Get()
  async page(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after, until }: StreamsRequest,
  ): Promise<{ streams: StreamView[]; next?: string }> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>(
        `SELECT DISTINCT stream_id AS id FROM event_store.events
         WHERE tenant = $1 AND stream_id > $2 AND ($3::uuid IS NULL OR stream_id <= $3)
         ORDER BY stream_id LIMIT $4`,
        [tenant, after ?? '00000000-0000-0000-0000-000000000000', until ?? null, pageSize],
      ),
    );
    const streams: StreamView[] = [];
    for (const { id } of rows) streams.push(await this.view(tenant, id));
    const last = rows.at(-1)?.id;
    return { streams, ...(rows.length < pageSize || last === undefined ? {} : { next: last }) };
  }

  /** One stream. */
  @Get(':id/heads')
  async one(@CurrentUser() { tenant }: ServiceToken, @IdParam() id: string): Promise<StreamView> {
    const view = await this.view(tenant, id);
    if (view.hashes.length === 0 && view.brokenAt === undefined) throw new Problem('not-found');
    return view;
  }

  private async view(tenant: string, streamId: string): Promise<StreamView> {
    const history = await this.store.history<ApplicationEvent>({ tenant, streamId });
    const { streamType, events, brokenAt } = history;
    const recordedAt = events.at(-1)?.recordedAt;
    const isFolded = streamType === applicationAggregate.streamType;
    return {
      streamId,
      streamType,
      hashes: events.map(({ hash }) => hash),
      ...(brokenAt === undefined ? {} : { brokenAt }),
      ...(recordedAt === undefined ? {} : { recordedAt }),
      differences: isFolded ? await this.verifier.differencesOf(history) : [],
    };
  }
}
