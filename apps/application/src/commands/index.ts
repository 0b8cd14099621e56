import type { ApplicationEventType } from '../domain/application';
import { assign } from './assign';
import { close } from './close';
import type { Circumstances, CommandDefinition, HistoryLine } from './command';
import { correct } from './correct';
import { decide } from './decide';
import { draft } from './draft';
import { extend } from './extend';
import { forward } from './forward';
import { noticeRetrieved } from './notice-retrieved';
import { provideNotice } from './provide-notice';
import { reopen } from './reopen';
import { requestDocuments } from './request-documents';
import { saveForm } from './save-form';
import { start } from './start';
import { submit } from './submit';
import { supplyDocuments } from './supply-documents';
import { withdraw } from './withdraw';

/** Everything that can be done with an application, in the order in which actions are offered. A command that is not in this list does not exist. */
export const commands = [
  draft,
  saveForm,
  submit,
  withdraw,
  supplyDocuments,
  assign,
  start,
  forward,
  requestDocuments,
  extend,
  decide,
  correct,
  close,
  reopen,
  provideNotice,
  noticeRetrieved,
] as const;

type Command = (typeof commands)[number];
export type CommandName = Command['name'];

type InputOf<Definition> = Definition extends { readonly input: new () => infer Input } ? Input : never;
type GivenOf<Definition> = Definition extends { prepare(asked: never): infer Given } ? Awaited<Given> : never;

/** What somebody asks for: a command's name and input, in plain text, as it comes in over HTTP or Kafka. */
export type AskedCommand = {
  [C in Command as C['name']]: { readonly name: C['name']; readonly input: InputOf<C> };
}[CommandName];

/** A command as it is decided: sealed, with every fact that the decision needs. */
export type ApplicationCommand = {
  [C in Command as C['name']]: { readonly type: C['name'] } & GivenOf<C> & Circumstances;
}[CommandName];

/** One command as it is decided. */
export type CommandNamed<Name extends CommandName> = Extract<ApplicationCommand, { readonly type: Name }>;

const byName = new Map<string, CommandDefinition>(
  commands.map((definition) => [definition.name, definition]),
);

/** The definition of a command. @throws Error for a name that is not in the list. */
export function definitionOf(name: CommandName): CommandDefinition {
  const definition = byName.get(name);
  if (definition === undefined) throw new Error(`there is no command "${name}"`);
  return definition;
}

type LinesOf<Definition> = Definition extends { readonly history: infer Lines } ? keyof Lines : never;
/** Does not compile while an event has no line in any command's `history`: it names what is missing. */
type NothingMissing = [Exclude<ApplicationEventType, LinesOf<Command>>] extends [never]
  ? Readonly<Record<ApplicationEventType, HistoryLine>>
  : { readonly missing: Exclude<ApplicationEventType, LinesOf<Command>> };

/** How the history shows each type of event. */
export const historyLines = Object.assign(
  {},
  ...commands.map(({ history }) => history),
) as NothingMissing satisfies Readonly<Record<ApplicationEventType, HistoryLine>>;

/** The refusals of all commands in words, for the problem catalogue. */
export const commandProblems = Object.assign(
  {},
  ...commands.map(({ refusals = {} }: CommandDefinition) => refusals),
) as NonNullable<CommandDefinition['refusals']>;
