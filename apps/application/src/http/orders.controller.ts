import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { SignedOrder } from '#contracts';
import { IdParam, Problem } from '#http';
import type { Payer } from '../addressee';
import { Orders } from '../orders';
import { Payers } from '../payers';

/** What the payment service opens a payment by, where no browser has brought it. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/orders')
export class OrdersController {
  constructor(
    private readonly orders: Orders,
    private readonly payers: Payers,
  ) {}

  /** An order as it was fixed, whether it stands or is dead by now; the token is what `submit` has answered with. */
  @OnlyServices('payment')
  @Get(':id')
  async show(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ readonly order: SignedOrder; readonly token: string }> {
    const found = await this.orders.find(tenant, id);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }

  /** Who pays it, for a receipt and for providers that take a name: content, which no event carries. */
  @OnlyServices('payment')
  @Get(':id/payer')
  async payer(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ readonly payer: Payer }> {
    const payer = await this.payers.find(tenant, id);
    if (payer === undefined) throw new Problem('not-found');
    return { payer };
  }
}
