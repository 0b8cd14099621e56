import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import {
  Change,
  EventStreams,
  IdParam,
  languageOf,
  Problem,
  readCursor,
  setETag,
  type ChangeRequest,
} from '#http';
import { TenantDatabase } from '#database';
import { person } from '#live-updates';
import { Threads, type Participant } from '../commands/threads';
import { sealedAs, type NoticeText } from '../contents';
import { threadEvent } from '../queries/thread-view';
import { ThreadUpdates } from '../live/thread-updates';
import { findNotice, findThreads } from '../read-models/thread-overview';
import {
  mailboxAnswer,
  MailboxAnswer,
  NoticeAnswer,
  ReadAnswer,
  threadAnswer,
  ThreadAnswer,
  WrittenAnswer,
} from './answers';
import { MessageInput, PageQuery } from './inputs';

/** The citizen's mailbox (Postkorb): everything between citizen and city about their applications (D9, D20, D21, W1, H2). */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('citizen')
@Controller('portal')
export class PortalController {
  constructor(
    private readonly threads: Threads,
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
      { citizen: user.actingFor ?? user.sub },
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
    const { tenant, sub: personId, actingFor = personId } = user;
    const stream = this.streams.start(request, response, { tenant, personId });
    await this.updates.follow(stream, [person(tenant, actingFor)], (data) => ({
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
    const applicationId = await findNotice(this.database, user.tenant, user.actingFor ?? user.sub, noticeId);
    if (applicationId === undefined) throw new Problem('not-found');
    const open = await this.threads.opener(user.tenant, applicationId);
    const { events } = await this.threads.retrieveNotice(user, applicationId, noticeId);
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
    const citizen: Participant = { user, party: 'citizen' };
    const read = await this.threads.read(citizen, id);
    setETag(response, read.version);
    return threadAnswer(read, citizen, await this.threads.opener(user.tenant, id), languageOf(request));
  }

  @ApiOperation({ summary: 'Writes to the office' })
  @Post('applications/:id/messages')
  async write(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() { text }: MessageInput,
  ): Promise<WrittenAnswer> {
    const written = await this.threads.write({ user, party: 'citizen' }, change.id, text, change);
    setETag(change.response, written.version);
    return { id: written.id };
  }

  @ApiOperation({ summary: 'Everything that the citizen saw in this thread counts as read' })
  @Post('applications/:id/messages/read')
  @HttpCode(200)
  async read(@CurrentUser() user: ServiceToken, @Change() change: ChangeRequest): Promise<ReadAnswer> {
    setETag(change.response, await this.threads.markRead({ user, party: 'citizen' }, change.id, change));
    return { unread: 0 };
  }
}
