import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, CommandRoutes, type Acting, type GivesCommands } from '#commands';
import { atExpectedVersion, scopedKey, setETag, type ChangeRequest } from '#http';
import { commands, type AskedCommand } from '../commands';
import type { CommandDefinition } from '../commands/command';
import type { Party } from '../domain/thread';
import { GiveCommand } from '../thread.handler';

const routed = (side: Party) =>
  commands.filter(({ sides, ownRoute }: CommandDefinition) => sides.includes(side) && ownRoute !== true);

/** What citizens do with the threads of their applications. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications')
@CommandRoutes(routed('citizen'))
export class PortalCommandsController implements GivesCommands {
  constructor(private readonly commands: CommandBus) {}

  give(user: ServiceToken, change: ChangeRequest, name: string, input: object): Promise<object> {
    return giveCommand(this.commands, asCitizen(user), change, { name, input } as AskedCommand);
  }
}

/** What offices do with the threads of their cases. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications')
@CommandRoutes(routed('office'))
export class BackofficeCommandsController implements GivesCommands {
  constructor(private readonly commands: CommandBus) {}

  give(user: ServiceToken, change: ChangeRequest, name: string, input: object): Promise<object> {
    return giveCommand(this.commands, asStaff(user), change, { name, input } as AskedCommand);
  }
}

async function giveCommand(
  commands: CommandBus,
  acting: Acting,
  { id, expected, key, response }: ChangeRequest,
  asked: AskedCommand,
): Promise<object> {
  const idempotency = scopedKey(acting.personId, key);
  const { version, body } = await atExpectedVersion(expected, (expectedVersion) =>
    commands.execute(
      new GiveCommand(acting, id, asked, {
        ...(expectedVersion !== undefined && { expectedVersion }),
        idempotency,
      }),
    ),
  );
  setETag(response, version);
  return body;
}
