import { Body, Controller, Get, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
  ApiOperation,
} from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen, personConcerned } from '#commands';
import {
  IdempotencyKey,
  IdParam,
  IfMatch,
  languageOf,
  localised,
  OptionalIdempotencyKey,
  Problem,
  readCursor,
  setETag,
  TellsETag,
  type ExpectedVersions,
  type Language,
  type RequestKey,
} from '#http';
import { proofMeans, shownFee } from '#configuration';
import { TenantDatabase } from '#database';
import { reviewOf, submitErrors } from '#forms';
import type { Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { transitions } from '../commands/decider';
import { DraftInput } from '../commands/draft';
import { proofWays } from '../commands/eid-proof';
import { formBytes, formLimitBytes, mostDrafts } from '../commands/limits';
import { isSignedOnPaper } from '../commands/proofs';
import { CaseFileQuery } from '../queries/case-file-query';
import { dateInBerlin } from '../domain/berlin';
import { Persons } from '../persons';
import { findMyApplications, type MyApplication } from '../read-models/my-applications';
import { ServiceConfigurations } from '../service-configurations';
import { giveCommand } from './giving';
import { CaseRequest, MyApplicationsRequest } from './queries';
import { changeSinceDraft, showCase } from './showing';
import { CaseView, ClaimableView, CommandView, listItem, MyApplicationsView } from './views';
import { draftView, FormView, officialViews, ReviewView } from './form-views';

/** A citizen's own applications. */
@ApiTags('applications')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal')
export class PortalController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
    private readonly persons: Persons,
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
    const acting = asCitizen(user);
    const { tenant } = acting;
    const language = languageOf(request);
    const { drafts, ...page } = await findMyApplications(this.database, tenant, personConcerned(acting), {
      after: readCursor(cursor),
      limit,
    });
    const items = await this.listed(tenant, page.items, language);
    return {
      listName: this.configurations.tenants.get(tenant).listName[language],
      ...page,
      items,
      draftsLeft: Math.max(0, mostDrafts - drafts),
    };
  }

  @ApiOperation({
    summary:
      'What was filed without signing in with the same proven address, or in the same browser, and can be taken over (`claim`)',
  })
  @Get('applications/claimable')
  @ApiOkResponse({ type: ClaimableView })
  async claimable(@CurrentUser() user: ServiceToken, @Req() request: Request): Promise<ClaimableView> {
    const { tenant, personId, actingFor } = asCitizen(user);
    if (actingFor !== undefined) return { items: [] };
    const guests = await this.persons.claimableGuests(tenant, personId);
    const pages = await Promise.all(
      guests.map((guest) => findMyApplications(this.database, tenant, guest, { limit: mostClaimable })),
    );
    const items = pages.flatMap((page) => page.items);
    return { items: await this.listed(tenant, items, languageOf(request)) };
  }

  @ApiOperation({ summary: 'Begins an application as a draft' })
  @Post('applications')
  @TellsETag()
  @ApiCreatedResponse({ type: CommandView })
  draft(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() input: DraftInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { id: uuidv7(), key, request, response };
    return giveCommand(this.commands, asCitizen(user), change, { name: 'draft', input });
  }

  @ApiOperation({ summary: 'Which command is allowed in which status for which role' })
  @Get('transitions')
  @ApiOkResponse()
  transitions(): typeof transitions {
    return transitions;
  }

  @ApiOperation({
    summary: 'An application with its history as the citizen sees it, and the actions that are allowed now',
  })
  @Get('applications/:id')
  @TellsETag()
  @ApiOkResponse({ type: CaseView })
  show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { historyBefore }: CaseRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseView> {
    return showCase(this.queries, this.configurations, asCitizen(user), {
      ...{ id, request, response },
      ...(historyBefore !== undefined && { historyBefore }),
    });
  }

  @ApiOperation({
    summary: 'All entries for review before submitting, and the hash that `submit` has to carry (OZG § 9a)',
  })
  @Get('applications/:id/review')
  @TellsETag()
  @ApiOkResponse({ type: ReviewView })
  async review(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReviewView> {
    const acting = asCitizen(user);
    const language = languageOf(request);
    const file = await this.queries.execute(new CaseFileQuery(acting, id, 'review'));
    const { serviceKey, configurationVersion } = file.application;
    const declarationHash = file.draft?.declarationHash ?? file.application.declarationHash ?? '';
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    const declaration = { applicationId: id, serviceKey, declarationHash };
    const city = this.configurations.tenants.get(acting.tenant);
    const declared = file.declared ?? {};
    const errors = submitErrors(service.form, declared, dateInBerlin(new Date().toISOString()));
    const topics = reviewOf(service.form, declared, language);
    setETag(response, file.version);
    return {
      topics,
      entries: topics.flatMap(({ entries }) => entries),
      declarationHash,
      warning: hastyWarning[language],
      complete: errors.length === 0,
      errors: errors.map(({ pointer, rule, label, message }) => ({
        ...{ pointer, rule, message: message[language] },
        ...(label !== undefined && { label: label[language] }),
      })),
      fee: shownFee(service.fee),
      levelOfAssurance: service.levelOfAssurance,
      ...(file.represents && { represents: file.represents }),
      eidProofBy: service.eidPerApplication === true ? proofWays(proofMeans(service, city), declaration) : [],
      signatureOnPaper: isSignedOnPaper(service, acting.levelOfAssurance),
    };
  }

  @ApiOperation({ summary: 'The form; of a draft with its own version, and until when it is kept' })
  @Get('applications/:id/form')
  @TellsETag()
  @ApiOkResponse({ type: FormView })
  async form(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FormView> {
    const acting = asCitizen(user);
    const file = await this.queries.execute(new CaseFileQuery(acting, id, 'form'));
    const { form, draft, version, application } = file;
    const { serviceKey, configurationVersion } = application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    const change = changeSinceDraft(this.configurations, acting.tenant, file, service);
    setETag(response, draft?.version ?? version);
    const bytesLeft = draft === undefined ? 0 : Math.max(0, formLimitBytes - formBytes(form ?? {}));
    const language = languageOf(request);
    return {
      ...{ form, bytesLeft },
      ...(draft !== undefined && {
        draft: draftView(draft),
        ...officialViews(service.form, draft, language),
      }),
      ...(change !== undefined && { serviceChanged: localised(change, language) }),
    };
  }

  @ApiOperation({ summary: 'Changes the form of a draft by JSON Merge Patch (RFC 7396)' })
  @Patch('applications/:id/form')
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiBody({
    schema: {
      type: 'object',
      additionalProperties: { $ref: '#/components/schemas/JsonValue' },
      example: { purpose: 'bank', kind: 'simple' },
    },
  })
  @ApiOkResponse({ type: CommandView })
  saveForm(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @OptionalIdempotencyKey() key: RequestKey | undefined,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { id, expected, request, response, ...(key && { key }) };
    return giveCommand(this.commands, asCitizen(user), change, { name: 'save-form', input: patchOf(body) });
  }

  /** In the words of the configuration that each was drafted with. */
  private listed(tenant: string, items: readonly MyApplication[], language: Language) {
    return Promise.all(
      items.map(async (item) =>
        listItem(
          item,
          await this.configurations.get(tenant, item.serviceKey, item.configurationVersion),
          language,
        ),
      ),
    );
  }
}

/** So many of one guest are named at once. */
const mostClaimable = 50;

const hastyWarning = {
  de: 'Bitte prüfen Sie alle Angaben. Mit dem Absenden stellen Sie den Antrag verbindlich; danach können Sie die Angaben nicht mehr ändern.',
  en: 'Please check all entries. By submitting you file a binding application; you cannot change the entries afterwards.',
};

/** A merge patch has to be an object; anything else would replace the whole form. */
function patchOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new Problem('malformed-body', {
    pointer: '',
    found: { de: 'kein Objekt (JSON Merge Patch, RFC 7396)', en: 'no object (JSON Merge Patch, RFC 7396)' },
  });
}
