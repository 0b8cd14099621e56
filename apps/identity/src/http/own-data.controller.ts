import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { OneOf } from '#http';
import { ErasePerson } from '../erasure.handler';
import { Exports } from '../exports';
import { OtherServices } from '../other-services';
import { sessionOf } from './session-of';
import { SignInCookies } from './cookies';
import { erasureDto, ErasureDto } from './own-data.dto';

const confirmation = 'erase-everything' as const;

export class ErasureInput {
  @OneOf([confirmation], { description: 'That the person has read what goes and what stays.' })
  confirm!: typeof confirmation;
}

const anything = { $ref: '#/components/schemas/JsonValue' };
const list = { type: 'array' as const, items: anything };

/** The document of an export; what its items are depends on what they tell of. */
const exportSchema = {
  type: 'object' as const,
  required: ['exportedAt', 'person', 'account', 'applications', 'mailbox', 'payments'],
  properties: {
    exportedAt: { type: 'string' as const, format: 'date-time' },
    person: { type: 'object' as const, additionalProperties: anything },
    account: list,
    applications: list,
    mailbox: list,
    payments: list,
    complete: { type: 'boolean' as const },
  },
};

/** What a person may do with the data that the city has of them (Art. 15, 17, 20 GDPR; law 12). */
@ApiTags('me')
@Roles('citizen')
@Controller('portal/me')
export class OwnDataController {
  constructor(
    private readonly commands: CommandBus,
    private readonly exports: Exports,
    private readonly services: OtherServices,
    private readonly cookies: SignInCookies,
  ) {}

  @ApiOperation({
    summary: 'Everything that is known of the person, of all services, as one JSON document',
    description:
      'Sent as it is read. It ends with `"complete": true`; one that ends otherwise broke off and is to be fetched anew. Documents are named, and opened at their case.',
  })
  @ApiOkResponse({
    content: { 'application/json': { schema: exportSchema } },
  })
  @Get('export')
  async export(@CurrentUser() user: ServiceToken, @Res() response: Response): Promise<void> {
    await this.exports.write(user, response);
  }

  @ApiOperation({
    summary: 'What goes at once when one has oneself erased, and what the law keeps until when',
  })
  @ApiOkResponse({ type: ErasureDto })
  @Get('erasure')
  async tell(@CurrentUser() { tenant, sub }: ServiceToken): Promise<ErasureDto> {
    return erasureDto(await this.services.holdings(tenant, sub));
  }

  @ApiOperation({ summary: 'Erases the person: account, ways in, profile and drafts, for good' })
  @ApiNoContentResponse({ description: 'Nothing leads to the person any more; the session has ended.' })
  @Post('erasure')
  @HttpCode(204)
  async erase(
    @Body() _confirmed: ErasureInput,
    @CurrentUser() user: ServiceToken,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { personId } = sessionOf(user);
    await this.commands.execute(new ErasePerson(user.tenant, personId));
    this.cookies.clearSession(response);
  }
}
