import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { IdParam } from '#http';
import { Operations, type ParkedList, type Redelivered } from './operations';

export class ParkedListQuery {
  @ApiPropertyOptional({ enum: ['parked', 'replayed', 'discarded'], default: 'parked' })
  @IsOptional()
  @IsIn(['parked', 'replayed', 'discarded'])
  readonly state?: 'parked' | 'replayed' | 'discarded';

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly after?: number;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}

export class DiscardBody {
  @ApiProperty({ minLength: 3, maxLength: 500, description: 'Why it is given up; kept for good.' })
  @IsString()
  @Length(3, 500)
  readonly why!: string;
}

/** What operators see and do about messages that could not be handled. A message itself is never shown. */
@ApiTags('operations')
@Controller('operations/parked')
@Roles('operator')
export class ParkedMessagesController {
  constructor(private readonly operations: Operations) {}

  @Get()
  @ApiOperation({ summary: 'Messages that were put aside, oldest first' })
  @ApiOkResponse({ description: 'Those of the own tenant, and those that cannot be read.' })
  list(@Query() query: ParkedListQuery, @CurrentUser() operator: ServiceToken): Promise<ParkedList> {
    return this.operations.list(operator.tenant, query);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Handles the parked messages of this key in order, until one fails again' })
  deliverAgain(@IdParam() id: string, @CurrentUser() operator: ServiceToken): Promise<Redelivered> {
    return this.operations.deliverAgain(id, operator);
  }

  @Post(':id/discard')
  @HttpCode(204)
  @ApiOperation({ summary: 'Gives one message up for good; who, when and why is kept' })
  discard(
    @IdParam() id: string,
    @Body() { why }: DiscardBody,
    @CurrentUser() operator: ServiceToken,
  ): Promise<void> {
    return this.operations.discard(id, operator, why);
  }
}
