import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { DataKeys } from '#encryption';
import type { DueHandler } from '#event-sourcing';
import { GiveCommand } from './application.handler';
import { atItsTime, contentGone } from './at-its-time';
import type { AskedCommand, CommandName } from './commands';

/** What is done when the time has come, by kind. */
export function dueHandlers(commands: CommandBus, keys: DataKeys): Readonly<Record<string, DueHandler>> {
  return {
    ...Object.fromEntries(atItsTime.map(({ kind, gives }) => [kind, giving(commands, gives)])),
    [contentGone.kind]: ({ tenant, streamId }) => keys.destroy(tenant, streamId),
  };
}

/** Gives a command of the service itself, in one transaction with the row that reminded of it. */
function giving(commands: CommandBus, name: CommandName): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const asked = { name, input: {} } as AskedCommand;
    const acting = asService('application', tenant);
    await commands.execute(new GiveCommand(acting, streamId, asked, { transaction }));
  };
}
