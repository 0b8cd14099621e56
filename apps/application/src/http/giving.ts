import type { CommandBus } from '@nestjs/cqrs';
import type { Acting } from '#commands';
import { atExpectedVersion, languageOf, scopedKey, setETag, type ChangeRequest } from '#http';
import { GiveCommand } from '../application.handler';
import { definitionOf, type AskedCommand } from '../commands';
import { isOfTwoCases, LinkCases } from '../link-cases.handler';
import { commandView, type CommandView } from './views';

/** The request of a command. Where there is nothing yet, it has no version; PATCH is idempotent by `If-Match` and may have a key. */
type CommandRequest = Pick<ChangeRequest, 'id' | 'request' | 'response'> &
  Partial<Pick<ChangeRequest, 'expected' | 'key'>>;

/** Whether the changed resource is the draft's form, which has a version of its own. */
function isUponForm({ name }: AskedCommand): boolean {
  return definitionOf(name).uponForm === true;
}

/** Gives a command as HTTP has it: the version goes into the ETag, the words come in the reader's language. */
export async function giveCommand(
  commands: CommandBus,
  acting: Acting,
  { id, expected = 'any', key, request, response }: CommandRequest,
  asked: AskedCommand,
): Promise<CommandView> {
  const answer = await atExpectedVersion(expected, (expectedVersion) => {
    const options = {
      ...(expectedVersion !== undefined && { expectedVersion }),
      ...(key !== undefined && { idempotency: scopedKey(acting.personId, key) }),
    };
    return isOfTwoCases(asked)
      ? commands.execute(new LinkCases(acting, id, asked, options))
      : commands.execute(new GiveCommand(acting, id, asked, options));
  });
  setETag(response, isUponForm(asked) ? (answer.draft?.version ?? answer.version) : answer.version);
  return commandView(answer, languageOf(request));
}
