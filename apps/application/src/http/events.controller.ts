import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, Roles, type ServiceToken } from '#auth';
import { caseLabel } from '#contracts';
import { AnswersWithEvents, EventStreams, languageOf } from '#http';
import type { Request, Response } from 'express';
import { asCitizen, asStaff, type Acting } from '#commands';
import { audienceOf, ApplicationUpdates } from '../live/application-updates';
import { ApplicationUpdateView } from './views';

const stream = AnswersWithEvents({
  description:
    'Events `application`: an application has changed, and how it stood after that. An event `missed`: the stream broke off more than a quarter of an hour ago, and what is shown has to be loaded anew. An id without data comes at the beginning and every 15 s: it moves `Last-Event-ID`, so that a stream that broke off goes on where it was.',
  events: { application: ApplicationUpdateView },
  example:
    'id: 812-4711\nevent: application\ndata: {"id":"0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11","reference":"DU-2026-000123-7","status":"in-processing","statusLabel":"In Bearbeitung","version":6,"actionRequired":false}\n\n',
});

/** Changes as they happen, by server-sent events. */
@ApiTags('live updates')
@ApiBearerAuth('serviceToken')
@Controller()
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly updates: ApplicationUpdates,
  ) {}

  @ApiOperation({ summary: "Changes of the caller's own applications" })
  @CitizensAndGuests()
  @Get('portal/events')
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
  @stream
  async backoffice(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.follow(asStaff(user), request, response);
  }

  private async follow(acting: Acting, request: Request, response: Response): Promise<void> {
    const language = languageOf(request);
    const events = this.streams.start(request, response, acting);
    await this.updates.follow(events, audienceOf(acting), ({ type, payment, ...application }) => ({
      event: 'application',
      data: {
        ...application,
        statusLabel: caseLabel({ status: application.status, payment }, language),
        actionRequired: application.status === 'action-required',
        ...(acting.role === 'citizen' ? {} : { type }),
      } satisfies ApplicationUpdateView,
    }));
  }
}
