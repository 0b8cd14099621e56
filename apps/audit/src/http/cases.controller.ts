import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { TenantRegistry } from '#configuration';
import { spokenReference, statuses } from '#contracts';
import { assertInOrder, languageOf, readCursor, type Language } from '#http';
import { Controller, Get, Header, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CaseBundles } from '../queries/case-bundle';
import { Evidence } from '../queries/case-evidence';
import { NamesInCases } from '../queries/case-names';
import { FoundCases, type FoundCase } from '../read-models/found-cases';
import { auditor, caseId, caseName, inCodes, labelOf } from './asked';
import { CaseNamesDto, CasesQuery, EvidenceDto, FoundCasesDto, type FoundCaseDto } from './cases.dto';

/** The cases of a city as an auditor finds them, and what of each is taken along. */
@ApiTags('audit')
@ApiBearerAuth('serviceToken')
@Roles('auditor')
@Controller('backoffice/audit/applications')
export class CasesController {
  constructor(
    private readonly cases: FoundCases,
    private readonly evidences: Evidence,
    private readonly bundles: CaseBundles,
    private readonly named: NamesInCases,
    private readonly tenants: TenantRegistry,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'The cases of the city that were filed, the latest first',
    description: 'That they are shown, and what was asked for, is recorded.',
  })
  @ApiOkResponse({ type: FoundCasesDto })
  async find(
    @CurrentUser() user: ServiceToken,
    @Query() { query, cursor, limit = 50, ...filter }: CasesQuery,
    @Req() request: Request,
  ): Promise<FoundCasesDto> {
    assertInOrder(filter.from, filter.until, '/until');
    const { referencePrefix } = this.tenants.get(user.tenant);
    const reference = query === undefined ? undefined : soughtReference(query, referencePrefix);
    const page = { after: readCursor(cursor), limit };
    const { items, ...next } = await this.cases.find(auditor(user), { ...filter, reference }, page);
    const language = languageOf(request);
    return { ...next, items: items.map((found) => foundCase(found, language)) };
  }

  @Get(':id/evidence')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The mails about a case, as the send log has them' })
  @ApiParam(caseId)
  @ApiOkResponse({ type: EvidenceDto })
  evidence(@CurrentUser() user: ServiceToken, @Param('id') id: string): Promise<EvidenceDto> {
    return inCodes(this.evidences.about(auditor(user), caseName(id)));
  }

  @Get(':id/names')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'What those are called, and were, whom a case names by id',
    description: 'That the names of citizens were told is recorded before the answer.',
  })
  @ApiParam(caseId)
  @ApiOkResponse({ type: CaseNamesDto })
  names(@CurrentUser() user: ServiceToken, @Param('id') id: string): Promise<CaseNamesDto> {
    return this.named.about(auditor(user), caseName(id));
  }

  @Get(':id/bundle')
  @Header('Cache-Control', 'no-store')
  @Header('X-Content-Type-Options', 'nosniff')
  @ApiOperation({
    summary: 'The whole case as a ZIP that is checked without this system',
    description:
      'Events as stored with their hashes, what the witness heard, what each party sees, mails and looks, signed; `npm run verify -- --bundle` checks it.',
  })
  @ApiParam(caseId)
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async bundle(@CurrentUser() user: ServiceToken, @Param('id') id: string): Promise<StreamableFile> {
    const { reference, content } = await this.bundles.of(auditor(user), caseName(id));
    return new StreamableFile(content, {
      type: 'application/zip',
      disposition: `attachment; filename="${reference}.zip"`,
      length: content.length,
    });
  }
}

/** A case in a list; what cannot be read of it is empty. */
function foundCase({ payment, ...found }: FoundCase, language: Language): FoundCaseDto {
  const { serviceKey, office, status } = found;
  return {
    ...found,
    ...{ serviceKey: serviceKey ?? '', office: office ?? '' },
    status: statuses.find((code) => code === status) ?? '',
    statusLabel: labelOf({ status, payment }, language) ?? status ?? '',
  };
}

/** The pattern of a reference that was said whole, or in part: capitals and digits, whatever stands between. */
function soughtReference(query: string, prefix: string): string {
  const spoken = spokenReference(query, prefix);
  if (spoken !== undefined) return spoken.pattern;
  const parts = query
    .normalize('NFKC')
    .toUpperCase()
    .match(/[A-Z0-9]+/g) ?? ['#'];
  return `%${parts.join('%')}%`;
}
