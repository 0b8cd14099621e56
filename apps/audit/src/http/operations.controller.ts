import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Comparer } from '../comparison/comparer';
import { IntegrityReport } from '../comparison/integrity-report';

/** What operators see of the verification: figures, and ids of streams. */
@ApiTags('operations')
@Controller('operations/integrity')
@Roles('operator')
export class OperationsController {
  constructor(private readonly comparer: Comparer) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether the logs of the city and their witness say the same, as compared last' })
  @ApiOkResponse({ type: IntegrityReport })
  integrity(@CurrentUser() { tenant }: ServiceToken): Promise<IntegrityReport> {
    return this.comparer.latest(tenant);
  }
}
