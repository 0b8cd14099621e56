import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { nodeResponse, takeOver, type AnyResponse } from '#http';
import { Returns } from '../returns';

/**
 * Where the browser comes back to from a payment provider. The redirect is believed in nothing, whatever it carries: the provider is
 * asked, and the portal's page shows how the payment stands.
 */
@ApiExcludeController()
@AllowAnonymous()
@Controller('portal/payments')
export class ReturnController {
  constructor(private readonly returns: Returns) {}

  @Get(':id/return')
  async comeBack(
    @Param('id') paymentId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @CurrentUser() { tenant }: ServiceToken,
    @Res() response: AnyResponse,
  ): Promise<void> {
    const location = await this.returns.pageAfter(tenant, paymentId, String(query['attempt'] ?? ''));
    nodeResponse(response).setHeader('Cache-Control', 'no-store');
    takeOver(response).writeHead(303, { location, 'referrer-policy': 'no-referrer' }).end();
  }
}
