import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { FreeText, Problem } from '#http';
import { EndWithProvider } from '../../provider-logout.handler';
import { RecordRefusedSignIn } from '../../refusal.handler';
import { ClientAddress } from '../client-address';
import { AnswerRefused } from './answer-refused';
import { StaffProvider } from './providers';

class LogoutDto {
  @FreeText(16_000)
  logout_token!: string;
}

/**
 * Where the staff's directory says that a session ended there (OpenID Connect Back-Channel Logout 1.0). The directory itself
 * comes, not a browser: what it says is signed, and nothing else about the request is believed.
 */
@ApiExcludeController()
@AllowAnonymous()
@Controller('backoffice/sign-in/oidc/backchannel-logout')
export class BackchannelLogoutController {
  constructor(
    private readonly provider: StaffProvider,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @HttpCode(200)
  async end(
    @Body() { logout_token: token }: LogoutDto,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.set('Cache-Control', 'no-store');
    try {
      const ended = await this.provider.ended(token);
      if (!(await this.commands.execute(new EndWithProvider(ended)))) throw new AnswerRefused('replayed');
    } catch (error) {
      if (!(error instanceof AnswerRefused)) throw error;
      const { reason } = error;
      await this.commands.execute(new RecordRefusedSignIn(tenant, { method: 'oidc', reason, client }));
      throw new Problem('logout-token-refused', {}, { cause: error });
    }
  }
}
