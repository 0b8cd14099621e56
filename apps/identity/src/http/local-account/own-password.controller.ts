import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { ChangeOwnPassword } from '../../change-password.handler';
import { ClientAddress } from '../client-address';
import { SignInCookies } from '../cookies';
import { PasswordChangeDto } from './local-account.dto';

/** The password of an account here, for its person. */
@ApiTags('me')
@Roles('citizen')
@Controller('portal/me/password')
export class OwnPasswordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cookies: SignInCookies,
  ) {}

  /** Takes no Idempotency-Key: with the former password it works once. */
  @ApiOperation({
    summary: 'Sets another password; the person is told by mail and signed out everywhere else',
  })
  @ApiNoContentResponse()
  @Post()
  @HttpCode(204)
  async change(
    @Body() { formerPassword: former, password }: PasswordChangeDto,
    @CurrentUser() { tenant, sub, sid: session }: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const by = { client, device: this.cookies.deviceOf(request, response), session };
    await this.commands.execute(new ChangeOwnPassword(tenant, sub, { former, password }, by));
  }
}
