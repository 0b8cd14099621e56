import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { RefusedCallbacks, refusalReasons, type RefusedCallbackLine } from '../refused-callbacks';

class RefusedCallbackView implements RefusedCallbackLine {
  @ApiProperty({ example: 'stadtpay' }) readonly provider!: string;
  @ApiProperty({ enum: refusalReasons }) readonly reason!: RefusedCallbackLine['reason'];
  @ApiProperty() readonly count!: number;
  @ApiProperty({ format: 'date-time' }) readonly firstAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly lastAt!: string;
  @ApiProperty({ description: "SHA-256 of the last one's body." }) readonly lastDigest!: string;
}

export class RefusedCallbacksView {
  @ApiProperty({ type: [RefusedCallbackView] }) readonly items!: readonly RefusedCallbackView[];
}

/** What came in the name of payment providers and was not believed. */
@ApiTags('operations')
@Controller('operations/refused-callbacks')
@Roles('operator')
export class RefusedCallbacksController {
  constructor(private readonly refused: RefusedCallbacks) {}

  @Get()
  @ApiOperation({ summary: 'Callbacks of payment providers that were not believed, the latest kind first' })
  @ApiOkResponse({ type: RefusedCallbacksView })
  async list(@CurrentUser() { tenant }: ServiceToken): Promise<RefusedCallbacksView> {
    return { items: await this.refused.list(tenant) };
  }
}
