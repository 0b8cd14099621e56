import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen } from '#commands';
import { atExpectedVersion, Change, languageOf, scopedKey, setETag, type ChangeRequest } from '#http';
import { GiveRefundAccountInput } from '../commands/give-refund-account';
import { GiveCommand } from '../payment.handler';
import { commandView, PaymentCommandView } from './views';

/** Citizens say where their money goes that comes back by a transfer. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/payments')
export class RefundAccountController {
  constructor(private readonly commands: CommandBus) {}

  @ApiOperation({
    summary: 'Names the account that refunds of this payment are transferred to',
    description:
      'While `allowed` of the payment has `give-refund-account`. Again names another one, until the money has gone to the bank.',
  })
  @Post(':id/refund-account')
  @HttpCode(200)
  @ApiOkResponse({ type: PaymentCommandView })
  async give(
    @CurrentUser() user: ServiceToken,
    @Change() { id, expected, key, request, response }: ChangeRequest,
    @Body() input: GiveRefundAccountInput,
  ): Promise<PaymentCommandView> {
    const acting = asCitizen(user);
    const answer = await atExpectedVersion(expected, (expectedVersion) =>
      this.commands.execute(
        new GiveCommand(
          acting,
          id,
          { name: 'give-refund-account', input },
          {
            ...(expectedVersion !== undefined && { expectedVersion }),
            idempotency: scopedKey(acting.personId, key),
          },
        ),
      ),
    );
    setETag(response, answer.version);
    return commandView(answer, languageOf(request));
  }
}
