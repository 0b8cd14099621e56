import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { TenantData } from '#database';
import { defineProblems, FreeText, IdParam, OneOf, Problem, SeveralOf, TextLike, WholeNumber } from '#http';
import {
  directions,
  workListOrders,
  type Direction,
  type WorkListOrder,
} from '../read-models/find-work-list';
import {
  dropSearch,
  keepListSettings,
  keepSearch,
  mostSearches,
  ownListsOf,
  renameSearch,
  workListColumns,
  type WorkListColumn,
} from '../read-models/own-lists';

/** What a search is called, in characters at most. */
const longestName = 60;

/** Why a search is not kept. */
export const ownListsProblems = defineProblems({
  'too-many-searches': {
    status: 409,
    title: {
      de: 'Mehr Suchen lassen sich nicht speichern.',
      en: 'No more searches can be saved.',
    },
    detail: {
      de: `Es sind schon ${mostSearches}. Bitte löschen Sie eine, die Sie nicht mehr brauchen.`,
      en: `There are ${mostSearches} already. Please delete one that you do not need any more.`,
    },
  },
  'search-name-taken': {
    status: 409,
    title: {
      de: 'Eine andere Suche heißt schon so.',
      en: 'Another search has that name already.',
    },
    detail: { de: 'Bitte wählen Sie einen anderen Namen.', en: 'Please choose another name.' },
  },
});

class SearchNameInput {
  @FreeText(longestName, {
    description: 'What it is called; the name of no person.',
    example: 'Meine Eilfälle',
  })
  name!: string;
}

class SavedSearchInput extends SearchNameInput {
  @TextLike(/^[\w.~*%+&=-]{1,500}$/, {
    description:
      'As the address of the page has it, without `?`; keeps words of services and references, and no name.',
    example: 'ansicht=meine&dienstleistung=sondernutzung',
  })
  query!: string;
}

class ListSettingsInput {
  @SeveralOf(workListColumns, { description: 'Beside the reference.', example: ['applicant', 'status'] })
  columns!: WorkListColumn[];

  @OneOf(workListOrders)
  sort!: WorkListOrder;

  @OneOf(directions)
  direction!: Direction;

  @WholeNumber({ minimum: 10, maximum: 200 }, { description: 'Lines of a page.', example: 50 })
  rows!: number;
}

export class ListSettingsView {
  @ApiProperty({ enum: workListColumns, isArray: true }) columns!: WorkListColumn[];
  @ApiProperty({ enum: workListOrders }) sort!: WorkListOrder;
  @ApiProperty({ enum: directions }) direction!: Direction;
  @ApiProperty({ example: 50 }) rows!: number;
}

export class SavedSearchView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'Meine Eilfälle' }) name!: string;
  @ApiProperty({ example: 'ansicht=meine' }) query!: string;
}

export class OwnListsView {
  @ApiProperty({ type: [SavedSearchView], description: 'By name.' }) searches!: SavedSearchView[];
  @ApiPropertyOptional({ description: 'Absent for who has it as everybody has.' })
  settings?: ListSettingsView;
}

/** How the caller wants their work list: searches that they come back to, columns, order and lines of a page. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/own-lists')
export class OwnListsController {
  constructor(private readonly data: TenantData) {}

  @ApiOperation({ summary: 'The searches that the caller keeps, and how they want their work list' })
  @Get()
  @ApiOkResponse({ type: OwnListsView })
  async own(@CurrentUser() user: ServiceToken): Promise<OwnListsView> {
    const owner = asStaff(user);
    const kept = await this.data.withTenant(owner.tenant, (manager) => ownListsOf(manager, owner));
    const searches = kept.searches.map(({ id, name, query }) => ({ id, name, query }));
    if (kept.settings === null) return { searches };
    const { columns, sort, direction, rows } = kept.settings;
    return { searches, settings: { columns, sort, direction, rows } };
  }

  @ApiOperation({ summary: 'Keeps how the caller wants their work list' })
  @Put('settings')
  @HttpCode(204)
  @ApiNoContentResponse()
  async want(@CurrentUser() user: ServiceToken, @Body() settings: ListSettingsInput): Promise<void> {
    const owner = asStaff(user);
    const { columns, ...order } = settings;
    const wanted = { ...order, columns: [...new Set(columns)] };
    await this.data.withTenant(owner.tenant, (manager) => keepListSettings(manager, owner, wanted));
  }

  @ApiOperation({ summary: 'From now on it is as everybody has it' })
  @Delete('settings')
  @HttpCode(204)
  @ApiNoContentResponse()
  async asUsual(@CurrentUser() user: ServiceToken): Promise<void> {
    const owner = asStaff(user);
    await this.data.withTenant(owner.tenant, (manager) => keepListSettings(manager, owner, undefined));
  }

  @ApiOperation({ summary: 'Keeps a search; one of the same name gives way' })
  @Post('searches')
  @HttpCode(204)
  @ApiNoContentResponse()
  async keep(@CurrentUser() user: ServiceToken, @Body() { name, query }: SavedSearchInput): Promise<void> {
    const { tenant, personId } = asStaff(user);
    const search = { tenant, personId, id: uuidv7(), name, query };
    if (!(await this.data.withTenant(tenant, (manager) => keepSearch(manager, search))))
      throw new Problem('too-many-searches');
  }

  @ApiOperation({ summary: 'Gives a search another name' })
  @Put('searches/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async rename(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Body() { name }: SearchNameInput,
  ): Promise<void> {
    const { tenant, personId } = asStaff(user);
    const search = { tenant, personId, id, name };
    const renamed = await this.data.withTenant(tenant, (manager) => renameSearch(manager, search));
    if (renamed === undefined) throw new Problem('not-found');
    if (!renamed) throw new Problem('search-name-taken');
  }

  @ApiOperation({ summary: 'Keeps a search no longer' })
  @Delete('searches/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async drop(@CurrentUser() user: ServiceToken, @IdParam() id: string): Promise<void> {
    const { tenant, personId } = asStaff(user);
    await this.data.withTenant(tenant, (manager) => dropSearch(manager, { tenant, personId, id }));
  }
}
