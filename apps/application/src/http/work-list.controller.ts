import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { invalidInput, languageOf, readCursor } from '#http';
import { TenantDatabase } from '#database';
import type { Request } from 'express';
import { asStaff } from '#commands';
import { looksLikeReference, parseReference } from '../domain/reference';
import { transitions } from '../commands/decider';
import { findWorkList } from '../read-models/work-list';
import { isParty } from '../domain/visibility';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { WorkListRequest } from './queries';
import { listItem, WorkListView } from './views';

/** The work list of the caller's offices, and the table of what may be done. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice')
export class WorkListController {
  constructor(
    private readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
    private readonly persons: Persons,
  ) {}

  @ApiOperation({ summary: "The cases of the caller's offices, oldest first or by target date" })
  @Get('work-list')
  @ApiOkResponse({ type: WorkListView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() { status, assigned, query, office, sort, task, cursor, limit }: WorkListRequest,
    @Req() request: Request,
  ): Promise<WorkListView> {
    const { tenant, personId, offices } = asStaff(user);
    const language = languageOf(request);
    const page = await findWorkList(this.database, tenant, {
      sort,
      offices: office === undefined ? offices : offices.filter((own) => own === office),
      statuses: status,
      assigned: assigned === 'me' ? personId : assigned,
      ...this.search(tenant, query),
      task,
      after: readCursor(cursor),
      limit,
    });
    const ownAccounts = [personId, ...(await this.persons.ownAccountsOfLate(tenant, personId))];
    const items = await Promise.all(
      page.items.map(async ({ parties, ...item }) => ({
        ...listItem(
          item,
          await this.configurations.get(tenant, item.serviceKey, item.configurationVersion),
          language,
        ),
        ownCase: isParty(parties, ownAccounts),
      })),
    );
    return { ...page, items };
  }

  @ApiOperation({ summary: 'Which command is allowed in which status for which role' })
  @Get('transitions')
  @ApiOkResponse()
  transitions(): typeof transitions {
    return transitions;
  }

  /** A search finds by reference, or by the name of the service in either language. */
  private search(tenant: string, query: string | undefined) {
    const words = query?.trim().toLowerCase() ?? '';
    if (words === '') return {};
    if (looksLikeReference(words) && parseReference(words) === undefined) throw wrongCheckDigit;
    const serviceKeys = this.configurations.tenants
      .get(tenant)
      .services.filter(({ key, title }) =>
        // However the characters of a title are composed: what is asked for has been normalised at the door.
        [key, title.de, title.en].some((name) => name.normalize('NFC').toLowerCase().includes(words)),
      )
      .map(({ key }) => key);
    return { reference: words.replaceAll(/\s/g, '').toUpperCase(), serviceKeys };
  }
}

const wrongCheckDigit = invalidInput([
  {
    pointer: '/query',
    rule: 'check-digit',
    message: {
      de: 'Die letzte Ziffer passt nicht zur Nummer: Bitte prüfen Sie, ob eine Ziffer vertauscht ist.',
      en: 'The last digit does not fit the number: please check whether digits were swapped.',
    },
  },
]);
