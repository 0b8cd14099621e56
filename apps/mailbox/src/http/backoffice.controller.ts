import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Change, IdParam, languageOf, readCursor, setETag, type ChangeRequest } from '#http';
import { TenantDatabase } from '#database';
import { Threads, type Participant } from '../commands/threads';
import { findThreads } from '../read-models/thread-overview';
import {
  mailboxAnswer,
  MailboxAnswer,
  ReadAnswer,
  threadAnswer,
  ThreadAnswer,
  WrittenAnswer,
} from './answers';
import { MessageInput, PageQuery } from './inputs';

/** The office's side of the mailbox: the threads of its own cases, and of no others (D9, W1, H2). Every reading is recorded. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice')
export class BackofficeController {
  constructor(
    private readonly threads: Threads,
    private readonly database: TenantDatabase,
  ) {}

  @ApiOperation({ summary: "The threads of the caseworker's offices, newest first, with unread counts" })
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
      { offices: user.offices },
      { after: readCursor(query.cursor), limit: query.limit },
    );
    return mailboxAnswer(page, languageOf(request));
  }

  @ApiOperation({
    summary: 'The thread of one case',
    description: 'The reading is recorded before the answer.',
  })
  @Get('applications/:id/messages')
  @ApiOkResponse({ type: ThreadAnswer })
  async messages(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ThreadAnswer> {
    const office: Participant = { user, party: 'office' };
    const read = await this.threads.read(office, id);
    await this.threads.recordAccess(office, id, 'read-messages');
    setETag(response, read.version);
    return threadAnswer(read, office, await this.threads.opener(user.tenant, id), languageOf(request));
  }

  @ApiOperation({ summary: 'Writes to the citizen' })
  @Post('applications/:id/messages')
  async write(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() { text }: MessageInput,
  ): Promise<WrittenAnswer> {
    const written = await this.threads.write({ user, party: 'office' }, change.id, text, change);
    setETag(change.response, written.version);
    return { id: written.id };
  }

  @ApiOperation({
    summary: 'Everything that the office saw in this thread counts as read, for all of its caseworkers',
  })
  @Post('applications/:id/messages/read')
  @HttpCode(200)
  async read(@CurrentUser() user: ServiceToken, @Change() change: ChangeRequest): Promise<ReadAnswer> {
    setETag(change.response, await this.threads.markRead({ user, party: 'office' }, change.id, change));
    return { unread: 0 };
  }
}
