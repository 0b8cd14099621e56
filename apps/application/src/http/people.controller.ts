import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { Persons } from '../persons';
import { ColleaguesRequest } from './queries';
import { ColleaguesView } from './office-views';

/** Who people are, by name; names are known to identity alone, which records who is told them. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Controller('backoffice')
export class PeopleController {
  constructor(private readonly persons: Persons) {}

  @ApiOperation({
    summary: "Who works on the cases of the caller's offices, or of one of them",
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
    const asked = offices.filter((own) => office === undefined || own === office);
    const found = await Promise.all(asked.map((one) => this.persons.colleagues(tenant, one)));
    const each = new Map(found.flat().map((colleague) => [colleague.id, colleague]));
    return { items: [...each.values()].sort((left, right) => byName.compare(left.name, right.name)) };
  }
}

const byName = new Intl.Collator('de');
