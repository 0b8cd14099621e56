import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { RawBody, TakesRawBody, type HttpRequest } from '#http';
import { Callbacks } from '../callbacks';

/** Where payment providers say that something has changed; an address of their protocols. */
@ApiExcludeController()
@AllowAnonymous()
@Controller('callbacks')
export class CallbacksController {
  constructor(private readonly callbacks: Callbacks) {}

  @Post(':provider')
  @HttpCode(204)
  @TakesRawBody()
  async receive(
    @Param('provider') provider: string,
    @CurrentUser() { tenant }: ServiceToken,
    @Req() { headers }: HttpRequest,
    @RawBody() body: Buffer,
  ): Promise<void> {
    await this.callbacks.receive({ tenant, provider, headers, body });
  }
}
