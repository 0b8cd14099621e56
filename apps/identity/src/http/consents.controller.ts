import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import {
  atExpectedVersion,
  IdempotencyKey,
  IfMatch,
  languageOf,
  scopedKey,
  setETag,
  TellsETag,
  type ExpectedVersions,
  type RequestKey,
} from '#http';
import { ChangeConsents } from '../consent.handler';
import { purposes } from '../domain/account';
import { ConsentsQuery, type Consents } from '../queries/consents';
import { Sites } from '../sites';
import { ConsentInput, consentsDto, ConsentsDto, WithdrawalQuery } from './consents.dto';

/** What a citizen has consented to. */
@ApiTags('me')
@Roles('citizen')
@Controller('portal/me/consents')
export class ConsentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly sites: Sites,
  ) {}

  @ApiOperation({ summary: 'What one is asked to consent to, and what one has consented to' })
  @ApiOkResponse({ type: ConsentsDto })
  @Get()
  @TellsETag()
  async show(
    @CurrentUser() { tenant, sub }: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentsDto> {
    const consents = await this.queries.execute(new ConsentsQuery(tenant, sub));
    return this.answer(tenant, consents, request, response);
  }

  @ApiOperation({
    summary: 'Consents, e.g. to notices in the mailbox instead of on paper (§ 41(2a) VwVfG NRW)',
  })
  @ApiOkResponse({ type: ConsentsDto })
  @Post()
  @TellsETag()
  @HttpCode(200)
  async give(
    @Body() { purpose }: ConsentInput,
    @CurrentUser() { tenant, sub }: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentsDto> {
    const wish = { type: 'give-consent', purpose } as const;
    const options = { idempotency: scopedKey(sub, key) };
    const changed = await this.commands.execute(new ChangeConsents(tenant, sub, wish, options));
    return this.answer(tenant, changed, request, response);
  }

  @ApiOperation({
    summary:
      'Takes a consent back, or all of them, for the future; what was announced before stays announced',
  })
  @ApiOkResponse({ type: ConsentsDto })
  @Delete()
  async withdraw(
    @Query() { purpose, client }: WithdrawalQuery,
    @IfMatch() expected: ExpectedVersions,
    @CurrentUser() { tenant, sub }: ServiceToken,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentsDto> {
    const all = purpose === undefined && client === undefined;
    const { handOvers } = await this.queries.execute(new ConsentsQuery(tenant, sub));
    const wish = {
      type: 'withdraw-consent',
      purposes: all ? purposes : purpose === undefined ? [] : [purpose],
      clients: all ? Object.keys(handOvers) : client === undefined ? [] : [client],
    } as const;
    const changed = await atExpectedVersion(expected, (version) =>
      this.commands.execute(
        new ChangeConsents(tenant, sub, wish, version === undefined ? {} : { expectedVersion: version }),
      ),
    );
    return this.answer(tenant, changed, request, response);
  }

  private answer(tenant: string, consents: Consents, request: Request, response: Response): ConsentsDto {
    setETag(response, consents.version);
    response.set('Cache-Control', 'no-store');
    return consentsDto(consents, this.sites.handOverClients(tenant), languageOf(request));
  }
}
