import { Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { TenantDatabase } from '#database';
import { IdParam, Problem } from '#http';
import { Persons } from '../persons';
import { endPresence, notePresence } from '../read-models/presences';
import { PresencesView } from './office-views';

/** Who else has a case open. It locks nothing: what two do at once is told by the versions that they saw. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications/:id/presence')
export class PresenceController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly persons: Persons,
  ) {}

  @ApiOperation({
    summary: 'Says that the caller has the case open, and who else has',
    description:
      'Said once a minute; who has not for two and a half is there no more. No activity of the session.',
  })
  @Put()
  @ApiOkResponse({ type: PresencesView })
  async note(@CurrentUser() user: ServiceToken, @IdParam() applicationId: string): Promise<PresencesView> {
    const acting = asStaff(user);
    const { tenant, personId, offices } = acting;
    const items = await notePresence(this.database, { tenant, applicationId, personId, offices });
    if (items === undefined) throw new Problem('not-found');
    const others = items.map((other) => other.personId);
    return { items, ...(await this.persons.namesToShow(acting, 'presence', others)) };
  }

  @ApiOperation({ summary: 'Says that the caller has closed the case' })
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@CurrentUser() user: ServiceToken, @IdParam() applicationId: string): Promise<void> {
    const { tenant, personId } = asStaff(user);
    await endPresence(this.database, { tenant, applicationId, personId });
  }
}
