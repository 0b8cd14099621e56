import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asCitizen, personConcerned } from '#commands';
import { TenantDatabase } from '#database';
import { EventStreams, IdParam, languageOf, Problem, readCursor, setETag } from '#http';
import { person } from '#live-updates';
import { sealedAs, type NoticeText } from '../commands/contents';
import { ThreadQuery } from '../queries/thread-query';
import { threadEvent } from '../queries/thread-view';
import { ThreadUpdates } from '../live/thread-updates';
import { findNotice, findThreads } from '../read-models/thread-overview';
import { GiveCommand } from '../thread.handler';
import { PageQuery } from './queries';
import { mailboxAnswer, MailboxAnswer, NoticeAnswer, threadAnswer, ThreadAnswer } from './views';

/** The citizen's mailbox (Postkorb): everything between citizen and city about their applications (D9, D20, D21, W1, H2). */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('citizen')
@Controller('portal')
export class PortalController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly database: TenantDatabase,
    private readonly updates: ThreadUpdates,
    private readonly streams: EventStreams,
  ) {}

  @ApiOperation({
    summary: "The threads of all of the citizen's applications, newest first, with unread counts",
  })
  @Get('mailbox')
  @ApiOkResponse({ type: MailboxAnswer })
  async mailbox(
    @CurrentUser() user: ServiceToken,
    @Query() query: PageQuery,
    @Req() request: Request,
  ): Promise<MailboxAnswer> {
    const page = await findThreads(
      this.database,
      user.tenant,
      { citizen: personConcerned(asCitizen(user)) },
      { after: readCursor(query.cursor), limit: query.limit },
    );
    return mailboxAnswer(page, languageOf(request));
  }

  @ApiOperation({ summary: 'Server-sent events `thread-changed`, resumable by `Last-Event-ID`' })
  @Get('mailbox/events')
  @ApiProduces('text/event-stream')
  async events(
    @CurrentUser() user: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const acting = asCitizen(user);
    const stream = this.streams.start(request, response, acting);
    await this.updates.follow(stream, [person(acting.tenant, personConcerned(acting))], (data) => ({
      event: 'thread-changed',
      data,
    }));
  }

  @ApiOperation({
    summary: 'A notice',
    description: 'The first reading is its retrieval, which is recorded.',
  })
  @Get('mailbox/notices/:noticeId')
  @ApiOkResponse({ type: NoticeAnswer })
  async notice(
    @CurrentUser() user: ServiceToken,
    @IdParam('noticeId') noticeId: string,
  ): Promise<NoticeAnswer> {
    const acting = asCitizen(user);
    const applicationId = await findNotice(this.database, acting.tenant, personConcerned(acting), noticeId);
    if (applicationId === undefined) throw new Problem('not-found');
    await this.commands.execute(
      new GiveCommand(acting, applicationId, { name: 'retrieve-notice', input: { noticeId } }),
    );
    const { events, open } = await this.queries.execute(new ThreadQuery(acting, applicationId));
    for (const recorded of events) {
      const event = threadEvent(recorded);
      if (event.type !== 'NoticeDeposited' || event.data.noticeId !== noticeId) continue;
      const notice = open<NoticeText>(event.data.content, sealedAs.notice(noticeId));
      return {
        noticeId,
        applicationId,
        providedAt: recorded.recordedAt,
        ...(notice === 'erased' ? { erased: true } : notice),
      };
    }
    throw new Problem('not-found');
  }

  @ApiOperation({ summary: 'The thread of one application' })
  @Get('applications/:id/messages')
  @ApiOkResponse({ type: ThreadAnswer })
  async messages(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ThreadAnswer> {
    const read = await this.queries.execute(new ThreadQuery(asCitizen(user), id));
    setETag(response, read.version);
    return threadAnswer(read, 'citizen', languageOf(request));
  }
}
