import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, levelNames, type Acting } from '#commands';
import { TenantDatabase } from '#database';
import { IdParam, languageOf, Problem, type Language } from '#http';
import type { Request } from 'express';
import { dateInBerlin } from '../domain/berlin';
import { PersonReadings } from '../person-readings';
import { Persons, type ReadPerson } from '../persons';
import { findWorkList } from '../read-models/find-work-list';
import { ServiceConfigurations } from '../service-configurations';
import { linesOf } from './case-lines';
import {
  FoundPersonsView,
  OfficePersonView,
  SoughtPersonInput,
  type KnownPersonView,
} from './office-person-views';

/** So many cases of one person are shown. */
const mostCases = 200;

/** Citizens as the offices that work on their cases see them. Each look is recorded by identity, for auditors and the person (ADR 47). */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/persons')
export class OfficePersonsController {
  constructor(
    readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
    readonly persons: Persons,
    private readonly readings: PersonReadings,
  ) {}

  @ApiOperation({
    summary: 'The accounts at exactly one mail address, for who enters what came another way; recorded',
  })
  @Post('search')
  @HttpCode(200)
  @ApiOkResponse({ type: FoundPersonsView })
  async search(
    @CurrentUser() user: ServiceToken,
    @Body() { email }: SoughtPersonInput,
  ): Promise<FoundPersonsView> {
    const acting = asStaff(user);
    const ids = await this.persons.atAddress(acting, email, 'intake');
    const names = await this.persons.names(acting, 'intake', ids);
    return { items: ids.map((id) => ({ id, ...(names[id] !== undefined && { name: names[id] }) })) };
  }

  @ApiOperation({ summary: "A person with their cases in the caller's offices; recorded" })
  @Get(':id')
  @ApiOkResponse({ type: OfficePersonView })
  async show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
  ): Promise<OfficePersonView> {
    const acting = asStaff(user);
    const language = languageOf(request);
    const { tenant, offices, personId: reader } = acting;
    const today = dateInBerlin(new Date().toISOString());
    const filter = { offices, group: 'all', party: id, reader, today } as const;
    const page = { sort: 'filed', direction: 'descending', limit: mostCases } as const;
    const found = await findWorkList(this.database, tenant, filter, page);
    // Who has no case here is nobody's business here.
    if (found.total === 0) throw new Problem('not-found');
    const lines = await linesOf(found.items, acting, language, this);
    const items = lines.map((line) => ({
      ...line,
      as: line.applicantId === id ? ('applicant' as const) : ('representative' as const),
    }));
    const person = await this.known(acting, id, language);
    const readings = acting.role === 'head-of-office' ? await this.readings.of(acting, id) : undefined;
    const named = [
      id,
      ...(readings ?? []).map(({ personId }) => personId),
      ...items.flatMap(({ applicantId, assignedTo }) => [applicantId, assignedTo ?? []].flat()),
    ];
    return {
      id,
      ...(person !== undefined && { person }),
      ...{ items, total: found.total },
      ...(readings !== undefined && { readings }),
      names: await this.persons.names(acting, 'person-page', named),
    };
  }

  /** Undefined for who was erased: the cases are kept. */
  private async known(acting: Acting, id: string, language: Language): Promise<KnownPersonView | undefined> {
    try {
      return knownPerson(await this.persons.read(acting, id, 'person-page'), language);
    } catch (error) {
      if (error instanceof Problem && error.slug === 'person-unknown') return undefined;
      throw error;
    }
  }
}

function knownPerson(
  { guest = false, attributes, waysIn = [], lastSignIn, mandates = [] }: ReadPerson,
  language: Language,
): KnownPersonView {
  return {
    guest,
    attributes: Object.entries(attributes).flatMap(([name, attribute]) => {
      const { value, source, level } = attribute as { value: string; source: string; level?: never };
      return [{ name, value, source, ...(level !== undefined && { level }) }];
    }),
    waysIn,
    ...(lastSignIn !== undefined && {
      lastSignIn: { ...lastSignIn, levelName: levelNames[lastSignIn.levelOfAssurance][language] },
    }),
    mandates,
  };
}
