import { Body, Controller, Get, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import {
  Change,
  IdempotencyKey,
  IdParam,
  IfMatch,
  languageOf,
  OptionalIdempotencyKey,
  readCursor,
  setETag,
  type ChangeRequest,
  type RequestKey,
} from '#http';
import { TenantDatabase } from '#database';
import type { Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../callers';
import { formErrors } from '../commands/form-check';
import { transitions } from '../domain/transitions';
import { CaseFileQuery } from '../queries/case-file-query';
import { reviewOf } from '../queries/review';
import { findMyApplications } from '../read-models/my-applications';
import { ServiceVersions } from '../service-versions';
import { Answers, objectBody } from './answers';
import { CommandRoute } from './command-route';
import {
  DraftRequest,
  MyApplicationsRequest,
  ReasonRequest,
  SubmitRequest,
  SupplyDocumentsRequest,
} from './requests';
import { CaseView, CommandView, listItem, MyApplicationsView, ReviewView } from './views';

/** A citizen's own applications. */
@ApiTags('applications')
@ApiBearerAuth('serviceToken')
@Roles('citizen')
@Controller('portal')
export class PortalController {
  constructor(
    private readonly answers: Answers,
    private readonly queries: QueryBus,
    private readonly versions: ServiceVersions,
    private readonly database: TenantDatabase,
  ) {}

  @ApiOperation({
    summary:
      '"Meine offenen Anträge": running and finished applications with their status, last changed first (D20)',
  })
  @Get('applications')
  @ApiOkResponse({ type: MyApplicationsView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() { cursor, limit }: MyApplicationsRequest,
    @Req() request: Request,
  ): Promise<MyApplicationsView> {
    const { tenant, personId } = citizen(user);
    const language = languageOf(request);
    const page = await findMyApplications(this.database, tenant, personId, {
      after: readCursor(cursor),
      limit,
    });
    const items = await Promise.all(
      page.items.map(async (item) =>
        listItem(item, await this.versions.get(tenant, item.serviceKey, item.configurationVersion), language),
      ),
    );
    return { listName: this.versions.tenants.get(tenant).listName[language], ...page, items };
  }

  @ApiOperation({ summary: 'Begins an application as a draft' })
  @Post('applications')
  @ApiCreatedResponse({ type: CommandView })
  draft(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { serviceKey }: DraftRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { id: uuidv7(), key, request, response };
    return this.answers.change(citizen(user), change, { type: 'draft', serviceKey });
  }

  @ApiOperation({ summary: 'Which command is allowed in which status for which role' })
  @Get('transitions')
  @ApiOkResponse({ schema: { type: 'array', items: { type: 'object' } } })
  transitions(): typeof transitions {
    return transitions;
  }

  @ApiOperation({
    summary: 'An application with its history as the citizen sees it, and the actions that are allowed now',
  })
  @Get('applications/:id')
  @ApiOkResponse({ type: CaseView })
  show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseView> {
    return this.answers.caseView(citizen(user), id, request, response);
  }

  @ApiOperation({
    summary: 'All entries for review before submitting, and the hash that `submit` has to carry (OZG § 9a)',
  })
  @Get('applications/:id/review')
  @ApiOkResponse({ type: ReviewView })
  async review(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReviewView> {
    const caller = citizen(user);
    const language = languageOf(request);
    const file = await this.queries.execute(new CaseFileQuery(caller, id, 'review'));
    const { serviceKey, configurationVersion, declarationHash } = file.application;
    const service = await this.versions.get(caller.tenant, serviceKey, configurationVersion);
    const form = file.form ?? {};
    const errors = formErrors(this.versions.validatorOf(service), form);
    setETag(response, file.version);
    return {
      entries: reviewOf(service, form, language),
      declarationHash,
      warning: hastyWarning[language],
      complete: errors.length === 0,
      errors: errors.map((error) => ({ ...error, message: error.message[language] })),
      fee: service.fee,
      levelOfAssurance: service.levelOfAssurance,
    };
  }

  @ApiOperation({ summary: 'Changes the form of a draft by JSON Merge Patch (RFC 7396)' })
  @Patch('applications/:id/form')
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiBody({
    schema: { type: 'object', additionalProperties: true, example: { purpose: 'bank', kind: 'simple' } },
  })
  @ApiOkResponse({ type: CommandView })
  saveForm(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IfMatch() expectedVersion: number,
    @OptionalIdempotencyKey() key: RequestKey | undefined,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { id, expectedVersion, request, response, ...(key && { key }) };
    return this.answers.change(citizen(user), change, { type: 'save-form', patch: objectBody(body) });
  }

  @CommandRoute(
    'applications/:id/submit',
    'Submits what was reviewed; where nothing is owed, the application is filed at once',
  )
  submit(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() { declarationHash, warningAcknowledged = false }: SubmitRequest,
  ): Promise<CommandView> {
    const reviewed = declarationHash === undefined ? {} : { declarationHash };
    return this.answers.change(citizen(user), change, { type: 'submit', warningAcknowledged, ...reviewed });
  }

  @CommandRoute('applications/:id/withdraw', 'Withdraws an application; possible until it is decided')
  withdraw(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() body: ReasonRequest,
  ): Promise<CommandView> {
    return this.answers.change(citizen(user), change, { type: 'withdraw', ...body });
  }

  @CommandRoute('applications/:id/supply-documents', 'Hands in documents, asked for or not (H2, R10a)')
  supplyDocuments(
    @CurrentUser() user: ServiceToken,
    @Change() change: ChangeRequest,
    @Body() { text, documents = [] }: SupplyDocumentsRequest,
  ): Promise<CommandView> {
    const said = text === undefined ? {} : { text };
    return this.answers.change(citizen(user), change, { type: 'supply-documents', documents, ...said });
  }
}

const hastyWarning = {
  de: 'Bitte prüfen Sie alle Angaben. Mit dem Absenden stellen Sie den Antrag verbindlich; danach können Sie die Angaben nicht mehr ändern.',
  en: 'Please check all entries. By submitting you file the application bindingly; you cannot change the entries afterwards.',
};
