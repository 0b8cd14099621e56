import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { IdParam, Problem } from '#http';
import { GiveMandateCommand } from '../../mandate.handler';
import { MandatesQuery } from '../../queries/mandates';
import { AcceptDto, mandateDto, MandatesDto, OfferDto, OfferedDto } from './mandates.dto';

/**
 * Who acts for whom, and until when (law 7). The POSTs take no Idempotency-Key: an offer that is repeated is a further one that
 * nobody accepts, a code works once, and what has ended stays ended.
 */
@ApiTags('me')
@Roles('citizen')
@Controller('portal/me/mandates')
export class MandatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ApiOperation({ summary: 'The mandates that one gave, and those that one acts under' })
  @ApiOkResponse({ type: MandatesDto })
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@CurrentUser() { tenant, sub }: ServiceToken): Promise<MandatesDto> {
    const mandates = await this.queries.execute(new MandatesQuery(tenant, sub));
    return { items: mandates.map(mandateDto) };
  }

  @ApiOperation({ summary: 'Offers a mandate: whoever accepts its code acts for one until a date' })
  @ApiCreatedResponse({ type: OfferedDto })
  @Post()
  @Header('Cache-Control', 'no-store')
  offer(@Body() { endsOn }: OfferDto, @CurrentUser() user: ServiceToken): Promise<OfferedDto> {
    const { tenant, sub: personId } = inOwnName(user);
    return this.commands.execute(new GiveMandateCommand(tenant, { type: 'offer', personId, endsOn }));
  }

  @ApiOperation({ summary: 'Accepts a mandate by its code' })
  @ApiOkResponse({ type: MandatesDto })
  @Post('accept')
  @HttpCode(200)
  async accept(@Body() { code }: AcceptDto, @CurrentUser() user: ServiceToken): Promise<MandatesDto> {
    const { tenant, sub: personId } = inOwnName(user);
    await this.commands.execute(new GiveMandateCommand(tenant, { type: 'accept', personId, code }));
    return this.list(user);
  }

  @ApiOperation({ summary: 'Ends a mandate, or takes an offer back; both parties may' })
  @ApiOkResponse({ type: MandatesDto })
  @Post(':id/end')
  @HttpCode(200)
  async end(@IdParam() mandateId: string, @CurrentUser() user: ServiceToken): Promise<MandatesDto> {
    const { tenant, sub: personId } = user;
    await this.commands.execute(new GiveMandateCommand(tenant, { type: 'end', personId, mandateId }));
    return this.list(user);
  }
}

/**
 * A mandate is given and accepted by who it is about: nobody passes one on.
 * @throws Problem `acting-for-somebody`
 */
function inOwnName(user: ServiceToken): ServiceToken {
  if (user.actingFor !== undefined) throw new Problem('acting-for-somebody');
  return user;
}
