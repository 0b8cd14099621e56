import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { statusLabel } from '#contracts';
import { EventStreams, languageOf, type EventStream } from '#http';
import type { Request, Response } from 'express';
import { asCitizen, asStaff, personConcerned, type Acting } from '#commands';
import { eventIdOf, positionOf } from '../live/feed-position';
import { UpdateFeed, type Update } from '../live/update-feed';

const resumable = ApiHeader({
  name: 'Last-Event-ID',
  required: false,
  description: 'Id of the last event that was seen; the stream goes on after it.',
});
const stream = ApiOkResponse({
  description:
    'Events `application`: an application has changed, and how it stood after that. An id without data comes at the beginning and every 15 s: it moves `Last-Event-ID`, so that a stream that broke off goes on where it was.',
  content: {
    'text/event-stream': {
      schema: { type: 'string' },
      example:
        'id: 812-4711\nevent: application\ndata: {"id":"0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11","reference":"DU-2026-000123-7","status":"in-processing","statusLabel":"In Bearbeitung","version":6,"actionRequired":false}\n\n',
    },
  },
});

/** Changes as they happen, by server-sent events. */
@ApiTags('live updates')
@ApiBearerAuth('serviceToken')
@Controller()
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly feed: UpdateFeed,
  ) {}

  @ApiOperation({ summary: "Changes of the caller's own applications" })
  @Roles('citizen')
  @Get('portal/events')
  @resumable
  @stream
  async portal(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.follow(asCitizen(user), request, response);
  }

  @ApiOperation({ summary: "Changes of the cases of the caller's offices" })
  @Roles('caseworker', 'head-of-office')
  @Get('backoffice/events')
  @resumable
  @stream
  async backoffice(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.follow(asStaff(user), request, response);
  }

  private async follow(caller: Acting, request: Request, response: Response): Promise<void> {
    const events = this.streams.start(request, response, caller);
    try {
      await this.send(caller, events, request);
    } finally {
      events.close();
    }
  }

  /** Asks the feed at the reader's own pace: a slow browser holds back nobody, and nothing piles up for it. */
  private async send(caller: Acting, events: EventStream, request: Request): Promise<void> {
    const language = languageOf(request);
    let position = positionOf(events.lastEventId) ?? (await this.feed.end());
    while (!events.closed.aborted) {
      events.reached(eventIdOf(position));
      const change = this.feed.change(events.closed);
      const { updates, next } = await this.feed.after(position);
      for (const update of updates) {
        if (!concerns(update, caller)) continue;
        const { status } = update;
        await events.send({
          id: eventIdOf(update.position),
          event: 'application',
          data: {
            id: update.applicationId,
            reference: update.reference,
            status,
            statusLabel: statusLabel(status, language),
            version: update.version,
            actionRequired: status === 'action-required',
            ...(caller.role === 'citizen' ? {} : { type: update.type }),
          },
        });
      }
      if (next.position === position.position && next.transactionId === position.transactionId) await change;
      position = next;
    }
  }
}

function concerns(update: Update, acting: Acting): boolean {
  const { tenant, role, offices } = acting;
  if (update.tenant !== tenant) return false;
  if (role === 'citizen') return update.persons.includes(personConcerned(acting));
  return update.offices.some((office) => offices.includes(office));
}
