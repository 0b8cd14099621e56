import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Roles, type ServiceToken } from '#auth';
import { asStaff, CommandRoutes, rolesInPayments, type GivesCommands } from '#commands';
import { atExpectedVersion, languageOf, scopedKey, setETag, type ChangeRequest } from '#http';
import { commands, type AskedCommand } from '../commands';
import type { CommandDefinition } from '../commands/command';
import { GiveCommand } from '../payment.handler';
import { commandView, PaymentCommandView } from './views';

const routed = commands.filter(({ ownRoute }: CommandDefinition) => ownRoute !== true);

/** What the city does with payments: who may give which command stands with the command. */
@ApiTags('payments')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office', 'treasury')
@Controller('backoffice/payments')
@CommandRoutes(routed, PaymentCommandView)
export class BackofficeCommandsController implements GivesCommands {
  constructor(private readonly commands: CommandBus) {}

  async give(
    user: ServiceToken,
    { id, expected, key, request, response }: ChangeRequest,
    name: string,
    input: object,
  ): Promise<PaymentCommandView> {
    const acting = asStaff(user, rolesInPayments);
    const answer = await atExpectedVersion(expected, (expectedVersion) =>
      this.commands.execute(
        new GiveCommand(acting, id, { name, input } as AskedCommand, {
          ...(expectedVersion !== undefined && { expectedVersion }),
          idempotency: scopedKey(acting.personId, key),
        }),
      ),
    );
    setETag(response, answer.version);
    return commandView(answer, languageOf(request));
  }
}
