import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { EventStreams, Ids } from '#http';
import { sessionsOf, SessionUpdates } from '../live/session-updates';
import { RunningSessionsQuery } from '../queries/running-sessions';

/** So many sessions can be asked about at once. */
const mostAtOnce = 200;

class HandlesDto {
  @Ids(mostAtOnce)
  handles!: string[];
}

/** What a gateway asks about the sessions whose streams it holds: a stream ends with its session. */
@ApiExcludeController()
@OnlyServices('gateway')
@Controller('internal/sessions')
export class SessionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly streams: EventStreams,
    private readonly updates: SessionUpdates,
  ) {}

  /** Server-sent events `sessions` with `{ personId }`: some session of this person began or ended. */
  @Get('changes')
  async changes(
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // Every gateway for itself: they are no person with too many windows.
    const stream = this.streams.start(request, response, { tenant, personId: `gateway ${randomUUID()}` });
    await this.updates.follow(stream, [sessionsOf(tenant)], (data) => ({ event: 'sessions', data }));
  }

  /** Those of these sessions that run. */
  @Post('running')
  @HttpCode(200)
  async running(
    @Body() { handles }: HandlesDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ running: readonly { readonly handle: string; readonly remainingMs: number }[] }> {
    return { running: await this.queries.execute(new RunningSessionsQuery(tenant, handles)) };
  }
}
