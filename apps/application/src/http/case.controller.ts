import { Body, Controller, Get, HttpCode, Post, Req, Res, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { IdempotencyKey, IdParam, IfMatch, type RequestKey } from '#http';
import type { Request, Response } from 'express';
import { official } from '../callers';
import { Answers, noFields } from './answers';
import {
  AssignRequest,
  CorrectRequest,
  DecideRequest,
  ForwardRequest,
  ReopenRequest,
  RequestDocumentsRequest,
} from './requests';
import { CaseView, CommandView } from './views';

/** A command of the staff: 200 with the new status, version in the ETag. */
const CaseCommand = (name: string, summary: string) =>
  applyDecorators(
    Post(`:id/${name}`),
    HttpCode(200),
    ApiOperation({ summary }),
    ApiOkResponse({ type: CommandView }),
  );

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

  @CaseCommand('assign', 'Takes the case, or (head of office) hands it to somebody')
  assign(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: AssignRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'assign', ...body }, request, response);
  }

  @CaseCommand('start', 'Begins processing; takes the case when nobody has')
  start(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    noFields(body);
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'start' }, request, response);
  }

  @CaseCommand('forward', 'Forwards the case to the office that is responsible')
  forward(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: ForwardRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'forward', ...body }, request, response);
  }

  @CaseCommand('request-documents', 'Asks the applicant for documents; the processing time pauses')
  requestDocuments(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: RequestDocumentsRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(
      change,
      { documents: [], ...body, type: 'request-documents' },
      request,
      response,
    );
  }

  @CaseCommand('decide', 'Decides: granted, granted in part, or rejected; the notice goes to the mailbox')
  decide(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: DecideRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'decide', ...body }, request, response);
  }

  @CaseCommand('close', 'Closes the case once its notice is provided')
  close(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    noFields(body);
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'close' }, request, response);
  }

  @CaseCommand('reopen', 'Takes up a closed case again')
  reopen(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: ReopenRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'reopen', ...body }, request, response);
  }

  @CaseCommand('correct', 'Corrects an entry by a new one beside it')
  correct(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IfMatch() expectedVersion: number,
    @IdempotencyKey() key: RequestKey,
    @Body() body: CorrectRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { caller: official(user), applicationId, expectedVersion, key };
    return this.answers.change(change, { type: 'correct', ...body }, request, response);
  }
}
