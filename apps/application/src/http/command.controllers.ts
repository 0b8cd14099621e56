import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, CommandRoutes, type GivesCommands } from '#commands';
import type { ChangeRequest } from '#http';
import { commands, type AskedCommand } from '../commands';
import type { CommandDefinition, GivingRole } from '../commands/command';
import { giveCommand } from './giving';
import { CommandView } from './views';

const routed = (role: GivingRole) =>
  commands.filter(({ roles, ownRoute }: CommandDefinition) => roles.includes(role) && ownRoute !== true);

/** What citizens do with their applications. */
@ApiTags('applications')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications')
@CommandRoutes(routed('citizen'), CommandView)
export class PortalCommandsController implements GivesCommands {
  constructor(private readonly commands: CommandBus) {}

  give(user: ServiceToken, change: ChangeRequest, name: string, input: object): Promise<CommandView> {
    return giveCommand(this.commands, asCitizen(user), change, { name, input } as AskedCommand);
  }
}

/** What offices do with their cases. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications')
@CommandRoutes(routed('caseworker'), CommandView)
export class BackofficeCommandsController implements GivesCommands {
  constructor(private readonly commands: CommandBus) {}

  give(user: ServiceToken, change: ChangeRequest, name: string, input: object): Promise<CommandView> {
    return giveCommand(this.commands, asStaff(user), change, { name, input } as AskedCommand);
  }
}
