import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { IntegrityCheck } from '../verification/integrity';

class IntegrityView {
  @ApiProperty({
    description: 'When the last check was complete; null before the first one.',
    type: String,
    nullable: true,
    format: 'date-time',
    example: '2026-11-20T15:42:13.123Z',
  })
  checkedAt!: string | null;
  @ApiProperty({ example: 1000 }) streams!: number;
  @ApiProperty({ example: 8000 }) events!: number;
  @ApiProperty({
    description: 'Applications whose lists do not say what their events say: 0, or an alarm.',
    example: 0,
  })
  differences!: number;
  @ApiProperty({ example: 0 }) brokenChains!: number;
}

const notChecked: IntegrityView = { checkedAt: null, streams: 0, events: 0, differences: 0, brokenChains: 0 };

/** Whether what people see equals the fold of the events: figures that everybody may see. */
@ApiTags('integrity')
@AllowAnonymous()
@Controller('portal/integrity')
export class IntegrityController {
  constructor(private readonly integrity: IntegrityCheck) {}

  @ApiOperation({ summary: "The figures of the last complete check of this city's applications" })
  @Get()
  @ApiOkResponse({ type: IntegrityView })
  figures(@CurrentUser() { tenant }: ServiceToken): IntegrityView {
    return this.integrity.figuresOf(tenant) ?? notChecked;
  }
}
