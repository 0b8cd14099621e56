import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen, personConcerned, type Acting } from '#commands';
import { TenantDatabase } from '#database';
import { languageOf, readCursor, type Language } from '#http';
import type { Request } from 'express';
import { CaseFileQuery } from '../queries/case-file-query';
import { findMyApplications, type MyApplication } from '../read-models/my-applications';
import { ServiceConfigurations } from '../service-configurations';
import { DocumentsRequest } from './queries';
import { OwnDocumentsView, type CaseDocumentsView } from './views';

/** Everything that belongs to a person's cases as a document, in one place (R7, R17). */
@ApiTags('documents')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/documents')
export class OwnDocumentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
  ) {}

  @ApiOperation({
    summary: "A person's documents by case, the case that changed last first: handed in, copies and notices",
    description: 'A page may have fewer cases than asked for, or none: those without documents are left out.',
  })
  @Get()
  @ApiOkResponse({ type: OwnDocumentsView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() { cursor, limit }: DocumentsRequest,
    @Req() request: Request,
  ): Promise<OwnDocumentsView> {
    const acting = asCitizen(user);
    const page = { after: readCursor(cursor), limit };
    const { items, nextCursor } = await findMyApplications(
      this.database,
      acting.tenant,
      personConcerned(acting),
      page,
    );
    const submitted = items.filter(({ status }) => status !== 'draft');
    const cases = await Promise.all(
      submitted.map((one) => this.documentsOf(acting, one, languageOf(request))),
    );
    return {
      items: cases.filter(({ documents }) => documents.length > 0),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  }

  /** What belongs to one case, newest first, by the one door to its file. */
  private async documentsOf(
    acting: Acting,
    { id, reference, serviceKey, configurationVersion }: MyApplication,
    language: Language,
  ): Promise<CaseDocumentsView> {
    const file = await this.queries.execute(new CaseFileQuery(acting, id, 'documents'));
    const { title } = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    const documents = file.documents.filter(({ entry }) => entry !== null);
    return {
      applicationId: id,
      reference,
      serviceKey,
      title: title[language],
      documents: documents.reverse(),
    };
  }
}
