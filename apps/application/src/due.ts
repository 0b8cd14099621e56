import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { DueHandler } from '#event-sourcing';
import { GiveCommand } from './application.handler';
import { atItsTime } from './at-its-time';
import type { AskedCommand } from './commands';

/** What is done when the time has come: the command, in one transaction with the row that reminded of it. */
export function dueHandlers(commands: CommandBus): Readonly<Record<string, DueHandler>> {
  return Object.fromEntries(
    atItsTime.map(({ kind, gives: name }): [string, DueHandler] => [
      kind,
      async ({ tenant, streamId }, transaction) => {
        const asked = { name, input: {} } as AskedCommand;
        const acting = asService('application', tenant);
        await commands.execute(new GiveCommand(acting, streamId, asked, { transaction }));
      },
    ]),
  );
}
