import { finderIn, refusalsOf, type AskedOf, type DecidedOf } from '#commands';
import type { Circumstances, CommandDefinition } from './command';
import { followCase } from './follow-case';
import { followPayment } from './follow-payment';
import { markRead } from './mark-read';
import { retrieveNotice } from './retrieve-notice';
import { withdrawAttachment } from './withdraw-attachment';
import { writeMessage } from './write-message';

/** Everything that can be done with a thread. A command that is not in this list does not exist. */
export const commands = [
  followCase,
  followPayment,
  writeMessage,
  markRead,
  retrieveNotice,
  withdrawAttachment,
] as const;

type Command = (typeof commands)[number];
export type CommandName = Command['name'];

/** What somebody asks for: a command's name and input, as it comes in over HTTP or Kafka. */
export type AskedCommand = AskedOf<Command>;

/** A command as it is decided: sealed, with every fact that the decision needs. */
export type ThreadCommand = DecidedOf<Command, Circumstances>;

/** One command as it is decided. */
export type CommandNamed<Name extends CommandName> = Extract<ThreadCommand, { readonly type: Name }>;

/** The definition of a command. @throws Error for a name that is not in the list. */
export const definitionOf: (name: CommandName) => CommandDefinition = finderIn<CommandDefinition>(commands);

/** The refusals of all commands in words, for the problem catalogue. */
export const commandProblems = refusalsOf(commands);
