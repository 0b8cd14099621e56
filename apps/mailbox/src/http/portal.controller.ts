import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen, personConcerned, type Acting } from '#commands';
import { TenantDatabase } from '#database';
import {
  AnswersWithEvents,
  EventStreams,
  IdempotencyKey,
  IdParam,
  languageOf,
  Problem,
  readCursor,
  scopedKey,
  setETag,
  TellsETag,
  type RequestKey,
} from '#http';
import { person } from '#live-updates';
import { ThreadQuery } from '../queries/thread-query';
import { ThreadUpdates } from '../live/thread-updates';
import { findNotice, findThreads } from '../read-models/thread-overview';
import { GiveCommand } from '../thread.handler';
import { PageQuery, ThreadRequest } from './queries';
import {
  mailboxAnswer,
  MailboxAnswer,
  noticeAnswer,
  NoticeAnswer,
  threadAnswer,
  ThreadAnswer,
  ThreadUpdateAnswer,
} from './views';

/** The citizen's mailbox (Postkorb): everything between citizen and city about their applications (D9, D20, D21, W1, H2). */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
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
  @AnswersWithEvents({
    description: 'Events `thread-changed`: something in the thread of an application has changed.',
    events: { 'thread-changed': ThreadUpdateAnswer },
  })
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
    summary: 'What a notice is; what it says, once it is retrieved',
    description: 'Looking at it is no retrieval: nothing is recorded.',
  })
  @Get('mailbox/notices/:noticeId')
  @ApiOkResponse({ type: NoticeAnswer })
  async notice(
    @CurrentUser() user: ServiceToken,
    @IdParam('noticeId') noticeId: string,
    @Req() request: Request,
  ): Promise<NoticeAnswer> {
    const acting = asCitizen(user);
    return this.showNotice(acting, await this.threadWith(acting, noticeId), noticeId, request);
  }

  @ApiOperation({
    summary: 'Retrieves a notice: shows what it says, and records the retrieval, which starts periods of law',
    description:
      'An act of the person (§ 41(2a) VwVfG NRW). Retrieving again shows it again and records nothing.',
  })
  @Post('mailbox/notices/:noticeId/retrieve')
  @HttpCode(200)
  @ApiOkResponse({ type: NoticeAnswer })
  async retrieve(
    @CurrentUser() user: ServiceToken,
    @IdParam('noticeId') noticeId: string,
    @IdempotencyKey() key: RequestKey,
    @Req() request: Request,
  ): Promise<NoticeAnswer> {
    const acting = asCitizen(user);
    const applicationId = await this.threadWith(acting, noticeId);
    const idempotency = scopedKey(acting.personId, key);
    await this.commands.execute(
      new GiveCommand(
        acting,
        applicationId,
        { name: 'retrieve-notice', input: { noticeId } },
        { idempotency },
      ),
    );
    return this.showNotice(acting, applicationId, noticeId, request);
  }

  @ApiOperation({ summary: 'The thread of one application' })
  @Get('applications/:id/messages')
  @TellsETag()
  @ApiOkResponse({ type: ThreadAnswer })
  async messages(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { before }: ThreadRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ThreadAnswer> {
    const read = await this.queries.execute(new ThreadQuery(asCitizen(user), id, before));
    setETag(response, read.version);
    return threadAnswer(read, 'citizen', languageOf(request));
  }

  /** The application in whose thread a notice of this person lies. @throws Problem `not-found` */
  private async threadWith(acting: Acting, noticeId: string): Promise<string> {
    const { tenant } = acting;
    const found = await findNotice(this.database, tenant, personConcerned(acting), noticeId);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }

  private async showNotice(
    acting: Acting,
    applicationId: string,
    noticeId: string,
    request: Request,
  ): Promise<NoticeAnswer> {
    const read = await this.queries.execute(new ThreadQuery(acting, applicationId));
    const notice = noticeAnswer(read, noticeId, languageOf(request));
    if (notice === undefined) throw new Problem('not-found');
    return notice;
  }
}
