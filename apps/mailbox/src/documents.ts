import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { documentsEnd, type Documents, type OnFound } from '#documents';
import type { DueHandler } from '#event-sourcing';
import type { AskedCommand } from './commands';
import { GiveCommand } from './thread.handler';

/** What is done when the time has come, by kind: what went with no message in time is removed. */
export function dueHandlers(documents: Documents): Readonly<Record<string, DueHandler>> {
  return {
    [documentsEnd]: async (stream) => {
      const againAt = await documents.discardExpired(stream, false);
      return againAt === undefined ? undefined : { againAt };
    },
  };
}

/** Malware was found in a document that went with a message. */
export function withdrawingAttachment(commands: CommandBus): OnFound {
  return async ({ tenant }, { id: documentId, subjectId: applicationId }) => {
    const asked: AskedCommand = { name: 'withdraw-attachment', input: { documentId } };
    await commands.execute(new GiveCommand(asService('mailbox', tenant), applicationId, asked));
  };
}
