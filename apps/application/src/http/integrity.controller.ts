import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { Integrity } from '#verification';

export class IntegrityView {
  @ApiProperty({
    description: 'When the last round through all applications was complete; null before the first one.',
    type: String,
    nullable: true,
    format: 'date-time',
    example: '2026-11-20T15:42:13.123Z',
  })
  checkedAt!: string | null;
  @ApiProperty({
    description:
      'Everything that changed before this moment has been checked since it changed; null before the first look.',
    type: String,
    nullable: true,
    format: 'date-time',
    example: '2026-11-20T16:13:20.456Z',
  })
  changesCheckedUntil!: string | null;
  @ApiProperty({ example: 1000 }) streams!: number;
  @ApiProperty({ example: 8000 }) events!: number;
  @ApiProperty({
    description: 'Applications whose lists do not say what their events say: 0, or an alarm.',
    example: 0,
  })
  differences!: number;
  @ApiProperty({ example: 0 }) brokenChains!: number;
  @ApiProperty({
    description: 'Applications that cannot be read, and so were compared with nothing: 0, or an alarm.',
    example: 0,
  })
  unreadable!: number;
  @ApiProperty({
    description: 'Since when the oldest of them is known; null where there is none.',
    type: String,
    nullable: true,
    format: 'date-time',
    example: null,
  })
  unreadableSince!: string | null;
}

/** Whether what people see equals the fold of the events: figures that everybody may see. */
@ApiTags('integrity')
@AllowAnonymous()
@Controller('portal/integrity')
export class IntegrityController {
  constructor(private readonly integrity: Integrity) {}

  @ApiOperation({ summary: "How far this city's applications have been checked, and what differs" })
  @Get()
  @ApiOkResponse({ type: IntegrityView })
  async figures(@CurrentUser() { tenant }: ServiceToken): Promise<IntegrityView> {
    return {
      checkedAt: null,
      changesCheckedUntil: null,
      unreadableSince: null,
      ...(await this.integrity.figuresOf(tenant)),
    };
  }
}
