import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { DataKeys } from '#encryption';
import { foldStream, type DueHandler, type EventStore } from '#event-sourcing';
import { applicationAggregate } from './application.aggregate';
import { GiveCommand } from './application.handler';
import { atItsTime, contentGone } from './at-its-time';
import type { AskedCommand, CommandName } from './commands';
import { isGivenUp } from './domain/application';

/** What is done when the time has come, by kind. */
export function dueHandlers(
  commands: CommandBus,
  keys: DataKeys,
  store: Pick<EventStore, 'read'>,
): Readonly<Record<string, DueHandler>> {
  return {
    ...Object.fromEntries(atItsTime.map(({ kind, gives }) => [kind, giving(commands, gives)])),
    [contentGone.kind]: destroyingKey(keys, store),
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

/** What is destroyed never comes back: the history alone says whether it may be, whoever has written the row. */
function destroyingKey(keys: DataKeys, store: Pick<EventStore, 'read'>): DueHandler {
  return async ({ tenant, streamId }) => {
    const { state } = await foldStream(store, applicationAggregate.decider, { tenant, streamId });
    if (isGivenUp(state)) await keys.destroy(tenant, streamId);
  };
}
