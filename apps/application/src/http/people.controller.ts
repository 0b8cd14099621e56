import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { Persons } from '../persons';
import { ColleaguesRequest, NamesRequest } from './queries';
import { ColleaguesView, NamesView } from './office-views';

/** Who people are, by name; names are known to identity alone, which records who is told them. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Controller('backoffice')
export class PeopleController {
  constructor(private readonly persons: Persons) {}

  @ApiOperation({
    summary: "Who works on the cases of an office, or of the caller's offices",
    description: 'As the city’s directory said at their last sign-in; who has never signed in is not known.',
  })
  @Roles('caseworker', 'head-of-office')
  @Get('colleagues')
  @ApiOkResponse({ type: ColleaguesView })
  async colleagues(
    @CurrentUser() user: ServiceToken,
    @Query() { office }: ColleaguesRequest,
  ): Promise<ColleaguesView> {
    const { tenant, offices } = asStaff(user);
    const asked = office === undefined ? offices : [office];
    const found = await Promise.all(asked.map((one) => this.persons.colleagues(tenant, one)));
    const each = new Map(found.flat().map((colleague) => [colleague.id, colleague]));
    return { items: [...each.values()].sort((left, right) => byName.compare(left.name, right.name)) };
  }

  @ApiOperation({
    summary: 'What persons are called whom an auditor reads about',
    description: 'That the names were told is recorded before the answer.',
  })
  @Roles('auditor')
  @Get('names')
  @ApiOkResponse({ type: NamesView })
  async names(@CurrentUser() user: ServiceToken, @Query() { ids }: NamesRequest): Promise<NamesView> {
    return { names: await this.persons.names(asStaff(user), 'audit', ids) };
  }
}

const byName = new Intl.Collator('de');
