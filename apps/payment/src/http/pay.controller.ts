import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen, personConcerned } from '#commands';
import { TenantDatabase } from '#database';
import { IdempotencyKey, IdParam, Problem, scopedKey, TextLike, type RequestKey } from '#http';
import { Asking } from '../asking';
import { ChooseMethodInput, type ChosenAnswer } from '../commands/choose-method';
import { Orders } from '../orders';
import { GiveCommand } from '../payment.handler';
import { findPayments } from '../read-models/payments';

export class PayInput extends ChooseMethodInput {
  @TextLike(/^(?=.{1,32000}$)[\w-]+\.[\w-]+\.[\w-]+$/, {
    description: 'The signed order that `submit` answered with: it leads straight to the payment (W16b).',
    optional: true,
  })
  order?: string;
}

/** A payment that was begun, or goes on. */
export class BegunPayment {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid' }) readonly attemptId!: string;
  @ApiPropertyOptional({ format: 'uri', description: 'Where the person pays; absent for a direct debit.' })
  readonly redirectUrl?: string;
}

/** Citizens begin to pay. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications')
export class PayController {
  constructor(
    private readonly commands: CommandBus,
    private readonly orders: Orders,
    private readonly database: TenantDatabase,
    private readonly asking: Asking,
  ) {}

  @ApiOperation({
    summary: 'Begins to pay the fee of an application',
    description:
      'The same method again within a quarter of an hour goes on with the same attempt: nobody pays twice by pressing twice.',
  })
  @Post(':id/payments')
  @ApiCreatedResponse({ type: BegunPayment })
  async pay(
    @CurrentUser() user: ServiceToken,
    @IdParam() applicationId: string,
    @IdempotencyKey() key: RequestKey,
    @Body() { order, ...input }: PayInput,
  ): Promise<BegunPayment> {
    const acting = asCitizen(user);
    const { tenant } = acting;
    const paymentId =
      order === undefined
        ? await this.latestPayment(tenant, personConcerned(acting), applicationId)
        : await this.opened(tenant, applicationId, order);
    const { body } = await this.commands.execute(
      new GiveCommand(
        acting,
        paymentId,
        { name: 'choose-method', input },
        { idempotency: scopedKey(acting.personId, key) },
      ),
    );
    const { attemptId } = body as ChosenAnswer;
    const redirectUrl = await this.asking.begin({ tenant, paymentId, attemptId });
    return { id: paymentId, attemptId, ...(redirectUrl !== undefined && { redirectUrl }) };
  }

  /** Whoever was quicker, the browser or the event: it is the same payment. */
  private async opened(tenant: string, applicationId: string, token: string): Promise<string> {
    const order = await this.orders.read(tenant, token);
    if (order.applicationId !== applicationId) throw new Problem('order-not-believed');
    return this.orders.open(order);
  }

  /** A changed application has another order: the last one is the one that is owed. */
  private async latestPayment(tenant: string, citizen: string, applicationId: string): Promise<string> {
    const { items } = await findPayments(this.database, tenant, { citizen, applicationId, limit: 1 });
    const [latest] = items;
    if (latest === undefined) throw new Problem('not-found');
    return latest.id;
  }
}
