import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { IdParam, languageOf } from '#http';
import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Comparer } from '../comparison/comparer';
import { IntegrityReport } from '../comparison/integrity-report';
import { NamesInCases } from '../queries/case-names';
import { CaseReplay } from '../queries/case-replay';
import { NameReadings } from '../read-models/name-readings';
import { beginningOf, readAsOf } from './as-of';
import { auditor, caseId, caseName, inCodes, labelOf } from './asked';
import {
  AccessesDto,
  CaseEventsDto,
  CaseStateDto,
  EventsQuery,
  IntegrityQuery,
  NameReadingsDto,
  SinceQuery,
  StateQuery,
} from './audit.dto';

/** What an auditor of a city sees: every case as of any moment and as each party saw it, and whether the logs are intact. */
@ApiTags('audit')
@ApiBearerAuth('serviceToken')
@Roles('auditor')
@Controller('backoffice/audit')
export class AuditController {
  constructor(
    private readonly replay: CaseReplay,
    private readonly comparer: Comparer,
    private readonly readings: NameReadings,
    private readonly named: NamesInCases,
  ) {}

  @Get('applications/:id/events')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Everything that happened in a case, with the chain of hashes' })
  @ApiParam(caseId)
  @ApiOkResponse({ type: CaseEventsDto })
  events(
    @CurrentUser() user: ServiceToken,
    @Param('id') id: string,
    @Query() { asOf }: EventsQuery,
  ): Promise<CaseEventsDto> {
    return inCodes(this.replay.events(auditor(user), caseName(id), readAsOf(asOf)));
  }

  @Get('applications/:id/state')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'A case as it stood then, as that party saw it' })
  @ApiParam(caseId)
  @ApiOkResponse({ type: CaseStateDto })
  async state(
    @CurrentUser() user: ServiceToken,
    @Param('id') id: string,
    @Query() { asOf, as = 'auditor' }: StateQuery,
    @Req() request: Request,
  ): Promise<CaseStateDto> {
    const seen = await inCodes<CaseStateDto>(
      this.replay.state(auditor(user), caseName(id), readAsOf(asOf), as),
    );
    const statusLabel = seen.state === null ? undefined : labelOf(seen.state, languageOf(request));
    return { ...seen, ...(statusLabel !== undefined && { statusLabel }) };
  }

  @Get('applications/:id/accesses')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Who of the staff looked at a case, and what for' })
  @ApiParam(caseId)
  @ApiOkResponse({ type: AccessesDto })
  accesses(@CurrentUser() user: ServiceToken, @Param('id') id: string): Promise<AccessesDto> {
    return inCodes(this.replay.accessesTo(auditor(user), caseName(id)));
  }

  @Get('persons/:id/readings')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Who of the staff was told what a person is called, and what for',
    description:
      'In lists, cases, on their page and by search; that it was asked is recorded before the answer.',
  })
  @ApiOkResponse({ type: NameReadingsDto })
  async nameReadings(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { since }: SinceQuery,
  ): Promise<NameReadingsDto> {
    const asking = auditor(user);
    const from =
      since === undefined ? new Date(Date.now() - 31 * 86_400_000).toISOString() : beginningOf(since);
    const readings = await inCodes<NameReadingsDto['readings']>(this.readings.of(asking, id, from));
    const names = await this.named.called(asking, [id, ...readings.map(({ personId }) => personId)], 'audit');
    return { personId: id, readings, ...names };
  }

  @Get('integrity')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether the logs of the city and their witness say the same' })
  @ApiOkResponse({ type: IntegrityReport })
  integrity(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { fresh }: IntegrityQuery,
  ): Promise<IntegrityReport> {
    return fresh ? this.comparer.compare(tenant) : this.comparer.latest(tenant);
  }
}
