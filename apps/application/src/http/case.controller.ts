import { Body, Controller, Get, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Change, IdParam, type ChangeRequest } from '#http';
import type { Request, Response } from 'express';
import { official } from '../callers';
import { Answers, noFields } from './answers';
import { CommandRoute } from './command-route';
import {
  AssignRequest,
  CorrectRequest,
  DecideRequest,
  ForwardRequest,
  ReopenRequest,
  RequestDocumentsRequest,
} from './requests';
import { CaseView, CommandView } from './views';

/** One case in the hands of its office. Every look is recorded (see `CaseFileQuery`). */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications')
export class CaseController {
  constructor(private readonly answers: Answers) {}

  @ApiOperation({ summary: 'The case with its whole history, and the commands that the caller may give now' })
  @Get(':id')
  @ApiOkResponse({ type: CaseView })
  show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseView> {
    return this.answers.caseView(official(user), id, request, response);
  }

  @CommandRoute(':id/assign', 'Takes the case, or (head of office) hands it to somebody')
  assign(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: AssignRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { type: 'assign', ...body });
  }

  @CommandRoute(':id/start', 'Begins processing; takes the case when nobody has')
  start(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: unknown,
  ): Promise<CommandView> {
    noFields(body);
    return this.answers.change(official(user), change, { type: 'start' });
  }

  @CommandRoute(':id/forward', 'Forwards the case to the office that is responsible')
  forward(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: ForwardRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { type: 'forward', ...body });
  }

  @CommandRoute(':id/request-documents', 'Asks the applicant for documents; the processing time pauses')
  requestDocuments(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: RequestDocumentsRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { documents: [], ...body, type: 'request-documents' });
  }

  @CommandRoute(
    ':id/decide',
    'Decides: granted, granted in part, or rejected; the notice goes to the mailbox',
  )
  decide(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: DecideRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { type: 'decide', ...body });
  }

  @CommandRoute(':id/close', 'Closes the case once its notice is provided')
  close(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: unknown,
  ): Promise<CommandView> {
    noFields(body);
    return this.answers.change(official(user), change, { type: 'close' });
  }

  @CommandRoute(':id/reopen', 'Takes up a closed case again')
  reopen(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: ReopenRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { type: 'reopen', ...body });
  }

  @CommandRoute(':id/correct', 'Corrects an entry by a new one beside it')
  correct(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: CorrectRequest,
  ): Promise<CommandView> {
    return this.answers.change(official(user), change, { type: 'correct', ...body });
  }
}
