import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { FreeText, IdParam, NumberInQuery, OneOf } from '#http';
import { Operations, parkedStates, type ParkedList, type ParkedState, type Redelivered } from './operations';

export class ParkedListQuery {
  @OneOf(parkedStates, { default: 'parked', optional: true })
  readonly state?: ParkedState;

  @NumberInQuery({ minimum: 0 }, { description: '`next` of the page before', optional: true })
  readonly after?: number;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  readonly limit?: number;
}

export class DiscardBody {
  @FreeText(500, { description: 'Why it is given up; kept for good.' })
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
