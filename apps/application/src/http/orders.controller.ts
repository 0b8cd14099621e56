import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { SignedOrder } from '#contracts';
import { IdParam, Problem } from '#http';
import { Orders } from '../orders';

/** What the payment service opens a payment by, where no browser has brought it. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/orders')
export class OrdersController {
  constructor(private readonly orders: Orders) {}

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
}
