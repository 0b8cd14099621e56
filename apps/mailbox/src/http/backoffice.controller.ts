import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { IdParam, languageOf, readCursor, setETag, TellsETag } from '#http';
import { TenantDatabase } from '#database';
import { ThreadQuery } from '../queries/thread-query';
import { findThreads } from '../read-models/thread-overview';
import { PageQuery, ThreadRequest } from './queries';
import { mailboxAnswer, MailboxAnswer, threadAnswer, ThreadAnswer } from './views';

/** The office's side of the mailbox: the threads of its own cases, and of no others (D9, W1, H2). Every reading is recorded. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice')
export class BackofficeController {
  constructor(
    private readonly queries: QueryBus,
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
  @TellsETag()
  @ApiOkResponse({ type: ThreadAnswer })
  async messages(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { before }: ThreadRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ThreadAnswer> {
    const read = await this.queries.execute(new ThreadQuery(asStaff(user), id, before));
    setETag(response, read.version);
    return threadAnswer(read, 'office', languageOf(request));
  }
}
