import type { Circumstances, CommandDefinition } from './command';
import { followCase } from './follow-case';
import { markRead } from './mark-read';
import { retrieveNotice } from './retrieve-notice';
import { writeMessage } from './write-message';

/** Everything that can be done with a thread. A command that is not in this list does not exist. */
export const commands = [followCase, writeMessage, markRead, retrieveNotice] as const;

type Command = (typeof commands)[number];
export type CommandName = Command['name'];

type InputOf<Definition> = Definition extends { readonly input: new () => infer Input } ? Input : never;
type GivenOf<Definition> = Definition extends { prepare(asked: never): infer Given } ? Awaited<Given> : never;

/** What somebody asks for: a command's name and input, as it comes in over HTTP or Kafka. */
export type AskedCommand = {
  [C in Command as C['name']]: { readonly name: C['name']; readonly input: InputOf<C> };
}[CommandName];

/** A command as it is decided: sealed, with every fact that the decision needs. */
export type ThreadCommand = {
  [C in Command as C['name']]: { readonly type: C['name'] } & GivenOf<C> & Circumstances;
}[CommandName];

/** One command as it is decided. */
export type CommandNamed<Name extends CommandName> = Extract<ThreadCommand, { readonly type: Name }>;

const byName = new Map<string, CommandDefinition>(
  commands.map((definition) => [definition.name, definition]),
);

/** The definition of a command. @throws Error for a name that is not in the list. */
export function definitionOf(name: CommandName): CommandDefinition {
  const definition = byName.get(name);
  if (definition === undefined) throw new Error(`there is no command "${name}"`);
  return definition;
}

/** The refusals of all commands in words, for the problem catalogue. */
export const commandProblems = Object.assign(
  {},
  ...commands.map(({ refusals = {} }: CommandDefinition) => refusals),
) as NonNullable<CommandDefinition['refusals']>;
