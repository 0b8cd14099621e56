import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { documentsEnd, type Documents } from '#documents';
import type { DueHandler } from '#event-sourcing';
import type { Looking } from './looking';
import { accountDue, lookDue, papersDue, refundDue } from './payment.aggregate';
import { GiveCommand } from './payment.handler';

/**
 * What is done when the time has come, by kind.
 * @param makesPapers whether papers are made here, or by other instances of the service alone
 */
export function dueHandlers(
  looking: Looking,
  commands: CommandBus,
  documents: Documents,
  makesPapers: boolean,
): Readonly<Record<string, DueHandler>> {
  return {
    [lookDue.kind]: looking.whenDue,
    [refundDue.kind]: looking.refundsWhenDue,
    ...(makesPapers && { [papersDue.kind]: giving(commands, 'make-papers') }),
    [accountDue.kind]: giving(commands, 'ask-refund-account'),
    [documentsEnd]: async (stream) => {
      const againAt = await documents.discardExpired(stream, false);
      return againAt === undefined ? undefined : { againAt };
    },
  };
}

/** Gives a command of the service itself, in one transaction with the row that reminded of it. */
function giving(commands: CommandBus, name: 'make-papers' | 'ask-refund-account'): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const acting = asService('payment', tenant);
    await commands.execute(new GiveCommand(acting, streamId, { name, input: {} }, { transaction }));
  };
}
